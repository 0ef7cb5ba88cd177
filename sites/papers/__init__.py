"""What leaves as a file: exposés, data sheets and lists as PDF, tables as CSV and XLSX."""
