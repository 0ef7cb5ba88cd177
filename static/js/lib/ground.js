/** Lengths and areas of plots on the ellipsoid (GRS 80): right to 1:10,000 over 20 km, as the server's metres are. */

const EQUATOR = 6_378_137; // metres
const FLATTENING = 0.00669438002; // the first eccentricity squared
const RADIANS = Math.PI / 180;

/** Metres of one radian eastwards and northwards, at that latitude in degrees. */
function scaleAt(latitude) {
  const sine = Math.sin(latitude * RADIANS);
  const rest = 1 - FLATTENING * sine * sine;
  return {
    east: (EQUATOR / Math.sqrt(rest)) * Math.cos(latitude * RADIANS),
    north: (EQUATOR * (1 - FLATTENING)) / rest ** 1.5,
  };
}

/** Metres between two places (L.LatLng). */
export function distance(one, other) {
  const { east, north } = scaleAt((one.lat + other.lat) / 2);
  return Math.hypot((other.lng - one.lng) * RADIANS * east, (other.lat - one.lat) * RADIANS * north);
}

/** Metres along the places; `isClosed` with the way back to the first. */
export function length(places, isClosed = false) {
  const ends = isClosed ? [...places.slice(1), places[0]] : places.slice(1);
  return ends.reduce((sum, end, at) => sum + distance(places[at], end), 0);
}

/** Square metres within the ring. */
export function area(ring) {
  if (ring.length < 3) return 0;
  const [origin] = ring;
  const { east, north } = scaleAt(ring.reduce((sum, { lat }) => sum + lat, 0) / ring.length);
  const points = ring.map(({ lat, lng }) => [(lng - origin.lng) * RADIANS * east, (lat - origin.lat) * RADIANS * north]);
  const twice = points.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = points[(at + 1) % points.length];
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(twice) / 2;
}

/** Of a polygon (L.Polygon) with its holes: { area, length, corners }. */
export function measured(polygon) {
  const rings = ringsOf(polygon);
  const [outer, ...holes] = rings.map(area);
  return {
    area: outer - holes.reduce((sum, hole) => sum + hole, 0),
    length: rings.reduce((sum, ring) => sum + length(ring, true), 0),
    corners: rings.reduce((sum, ring) => sum + ring.length, 0),
  };
}

export function ringsOf(polygon) {
  const rings = polygon.getLatLngs();
  return L.LineUtil.isFlat(rings) ? [rings] : rings.flatMap((ring) => (L.LineUtil.isFlat(ring) ? [ring] : ring));
}
