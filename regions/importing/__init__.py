"""Import areas, landmarks and postcodes from untrusted files: faults raise ImportFault with a translated message."""

from importing.reports import ImportFault
from regions.importing.areas import import_areas
from regions.importing.landmarks import import_landmarks
from regions.importing.population import import_population
from regions.importing.postcodes import import_postcodes

__all__ = ["ImportFault", "import_areas", "import_landmarks", "import_population", "import_postcodes"]
