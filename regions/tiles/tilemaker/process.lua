-- What tilemaker takes from OpenStreetMap, and from which zoom: layers and classes of the OpenMapTiles schema
-- (openmaptiles.org/schema), no more of them than the portal draws. A tile is shown one zoom closer than its own,
-- so each begins one zoom before it is drawn.

node_keys = { "place", "highway" }

local function set(...)
	local found = {}
	for _, word in ipairs({ ... }) do found[word] = true end
	return found
end

-- The name as it stands in the place, and those in the portal's languages where they differ.
local function names()
	local name = Find("name")
	Attribute("name", name)
	Attribute("name:latin", name)
	for _, key in ipairs({ "name:de", "name:en" }) do
		local other = Find(key)
		if other ~= "" and other ~= name then Attribute(key, other) end
	end
end

--- Points

local PLACES = { city = 4, town = 6, village = 9, suburb = 10, quarter = 12, hamlet = 12 }

local function place(class)
	local from = PLACES[class]
	if not from or Find("name") == "" then return end
	Layer("place", false)
	Attribute("class", class)
	names()
	local inhabitants = tonumber((Find("population"):gsub("[%s.,]", "")))
	if inhabitants and inhabitants >= 0 and inhabitants < 1e8 then
		AttributeNumeric("population", math.floor(inhabitants))
		if class == "town" and inhabitants < 9000 then from = 8 end
	end
	MinZoom(from)
end

function node_function()
	if Find("highway") == "motorway_junction" then
		if Find("name") == "" and Find("ref") == "" then return end
		Layer("junction", false)
		Attribute("ref", Find("ref"))
		names()
		return
	end
	place(Find("place"))
end

--- Roads and rails

local ROADS = {
	motorway = { "motorway", 4 }, trunk = { "trunk", 6 }, primary = { "primary", 7 }, secondary = { "secondary", 8 },
	tertiary = { "tertiary", 10 }, unclassified = { "minor", 11 }, residential = { "minor", 11 }, road = { "minor", 12 },
	living_street = { "minor", 12 }, service = { "service", 13 }, pedestrian = { "service", 13 },
	track = { "track", 13 }, path = { "path", 13 }, footway = { "path", 13 }, cycleway = { "path", 13 },
	bridleway = { "path", 13 }, steps = { "path", 14 },
}
local NUMBERS_FROM = { motorway = 6, trunk = 10, primary = 10, secondary = 12 }
local NAMES_FROM = { motorway = 12, trunk = 12, primary = 12, secondary = 13, tertiary = 13, minor = 13, service = 14 }

local function brunnel()
	local bridge, tunnel = Find("bridge"), Find("tunnel")
	if bridge ~= "" and bridge ~= "no" then Attribute("brunnel", "bridge")
	elseif tunnel ~= "" and tunnel ~= "no" then Attribute("brunnel", "tunnel") end
end

local function road(highway)
	local is_ramp = highway:sub(-5) == "_link"
	local found = ROADS[is_ramp and highway:sub(1, -6) or highway]
	if not found or Find("area") == "yes" then return end
	local class, from = found[1], found[2]
	if is_ramp then from = math.max(from, 10) end
	if class == "service" and Find("service") ~= "" then from = 14 end -- ways to yards and between parked cars
	Layer("transportation", false)
	Attribute("class", class)
	MinZoom(from)
	brunnel()
	if is_ramp then AttributeNumeric("ramp", 1) return end

	local ref, name = Find("ref"), Find("name")
	local numbered = ref ~= "" and NUMBERS_FROM[class] or 15
	local named = name ~= "" and NAMES_FROM[class] or 15
	local begins = math.min(numbered, named)
	if begins > 14 then return end
	Layer("transportation_name", false)
	Attribute("class", class)
	MinZoom(begins)
	if numbered < 15 then Attribute("ref", ref, numbered) end
	if named < 15 then
		Attribute("name", name, named)
		Attribute("name:latin", name, named)
	end
end

local RAILS = set("rail", "light_rail", "narrow_gauge")
local SIDINGS = set("yard", "siding", "spur", "crossover")

local function rails(railway)
	if not RAILS[railway] then return end
	local service = Find("service")
	Layer("transportation", false)
	Attribute("class", "rail")
	MinZoom(SIDINGS[service] and 12 or 8)
	if service ~= "" then Attribute("service", service) end
	brunnel()
end

--- Waters

local WATERWAYS = { river = 7, canal = 7, stream = 11, ditch = 12, drain = 12 }

local function waterway(class)
	local from = WATERWAYS[class]
	if not from then return end
	Layer("waterway", false)
	Attribute("class", class)
	names()
	MinZoom(from)
	brunnel()
end

-- The zoom from which ground of this size (m²) is some pixels wide, no sooner than `from`.
local function by_area(from)
	local area = Area()
	if area > 4e6 then return from end
	if area > 1e6 then return math.max(from, 7) end
	if area > 2e5 then return math.max(from, 8) end
	if area > 5e4 then return math.max(from, 10) end
	if area > 1e4 then return math.max(from, 11) end
	return math.max(from, 12)
end

local RIVERS = set("river", "riverbank", "canal", "stream", "oxbow")

local function water()
	local kind = Find("water")
	local from = by_area(5)
	Layer("water", true)
	Attribute("class", (RIVERS[kind] or Find("waterway") == "riverbank") and "river" or "lake")
	MinZoom(RIVERS[kind] and math.min(from, 8) or from)
	if Find("name") ~= "" and not RIVERS[kind] then
		LayerAsCentroid("water_name")
		Attribute("class", "lake")
		names()
		MinZoom(math.max(from + 2, 10))
	end
end

--- Ground

local LANDUSE = {
	residential = { "residential", 7 }, industrial = { "industrial", 9 }, port = { "industrial", 9 },
	quarry = { "quarry", 9 }, commercial = { "commercial", 9 }, retail = { "retail", 9 }, railway = { "railway", 11 },
}
local AEROWAYS = { aerodrome = 9, apron = 11, runway = 10, taxiway = 11 }

local function ground(layer, class, from)
	Layer(layer, true)
	Attribute("class", class)
	MinZoom(by_area(from))
end

function way_function()
	local highway, railway = Find("highway"), Find("railway")
	if highway ~= "" then road(highway) end
	if railway ~= "" then rails(railway) end

	local flows = Find("waterway")
	if flows ~= "" and flows ~= "riverbank" then waterway(flows) end

	local aeroway = Find("aeroway")
	if AEROWAYS[aeroway] then
		Layer("aeroway", IsClosed() and aeroway ~= "taxiway")
		Attribute("class", aeroway)
		if Find("ref") ~= "" then Attribute("ref", Find("ref")) end
		MinZoom(AEROWAYS[aeroway])
	end
	if not IsClosed() then return end

	local natural, landuse, building = Find("natural"), Find("landuse"), Find("building")
	if natural == "water" or landuse == "reservoir" or landuse == "basin" or flows == "riverbank" then water()
	elseif natural == "wood" or landuse == "forest" then ground("landcover", "wood", 6)
	elseif natural == "wetland" then ground("landcover", "wetland", 8)
	elseif LANDUSE[landuse] then ground("landuse", LANDUSE[landuse][1], LANDUSE[landuse][2]) end

	if building ~= "" and building ~= "no" then
		Layer("building", true)
		MinZoom(Area() > 2000 and 12 or 13) -- large halls are what one looks for
	end
end
