"""Who is where: municipalities of the demo, invented parks and the hundred invented spaces.

Places are real and their points lie near real industrial districts; every park, plot and hall is made up.
"""

# place: official key, postcode, points near its industrial districts (longitude, latitude, WGS84)
PLACES = {
    "Leipzig": ("14713000", "04158", [(12.447, 51.398), (12.312, 51.385), (12.30, 51.315), (12.455, 51.335)]),
    "Schkeuditz": ("14730270", "04435", [(12.24, 51.405), (12.21, 51.405)]),
    "Halle (Saale)": ("15002000", "06116", [(12.03, 51.485), (11.955, 51.515), (11.985, 51.45)]),
    "Leuna": ("15088205", "06237", [(12.02, 51.305), (12.05, 51.31)]),
    "Schkopau": ("15088330", "06258", [(11.965, 51.405), (11.99, 51.395)]),
    "Merseburg": ("15088220", "06217", [(11.965, 51.368), (11.97, 51.34)]),
    "Bitterfeld-Wolfen": ("15082015", "06766", [(12.275, 51.645), (12.29, 51.665), (12.32, 51.61)]),
    "Zeitz": ("15084590", "06712", [(12.115, 51.065), (12.155, 51.04)]),
    "Elsteraue": ("15084130", "06729", [(12.20, 51.08), (12.22, 51.07)]),
    "Weißenfels": ("15084550", "06667", [(12.0, 51.205), (11.96, 51.222)]),
    "Lützen": ("15084315", "06686", [(12.11, 51.24), (12.15, 51.27)]),
    "Dessau-Roßlau": ("15001000", "06842", [(12.20, 51.805), (12.25, 51.89), (12.25, 51.815)]),
    "Köthen (Anhalt)": ("15082180", "06366", [(11.99, 51.767), (11.955, 51.735)]),
    "Jena": ("16053000", "07745", [(11.60, 50.885), (11.612, 50.955)]),
    "Gera": ("16052000", "07552", [(12.06, 50.908), (12.11, 50.885)]),
    "Altenburg": ("16077001", "04600", [(12.46, 51.0), (12.415, 50.972)]),
    "Schmölln": ("16077043", "04626", [(12.35, 50.882)]),
    "Hermsdorf": ("16074041", "07629", [(11.868, 50.894)]),
    "Zwickau": ("14524330", "08058", [(12.485, 50.768), (12.465, 50.69)]),
    "Chemnitz": ("14511000", "09117", [(12.865, 50.852), (12.955, 50.872), (12.88, 50.80)]),
    "Glauchau": ("14524080", "08371", [(12.52, 50.845), (12.575, 50.832)]),
    "Meerane": ("14524190", "08393", [(12.472, 50.856)]),
    "Freiberg": ("14522180", "09599", [(13.362, 50.93), (13.325, 50.895)]),
    "Döbeln": ("14522080", "04720", [(13.13, 51.14)]),
    "Böhlen": ("14729040", "04564", [(12.388, 51.195)]),
    "Borna": ("14729050", "04552", [(12.49, 51.105)]),
    "Delitzsch": ("14730070", "04509", [(12.335, 51.503), (12.36, 51.54)]),
    "Torgau": ("14730310", "04860", [(12.985, 51.545)]),
    "Eilenburg": ("14730110", "04838", [(12.612, 51.47)]),
    "Grimma": ("14729160", "04668", [(12.735, 51.255)]),
    "Sandersdorf-Brehna": ("15082340", "06796", [(12.205, 51.562), (12.235, 51.63)]),
    "Landsberg": ("15088195", "06188", [(12.15, 51.515), (12.10, 51.50)]),
    "Kabelsketal": ("15088150", "06184", [(12.11, 51.455)]),
    "Markranstädt": ("14729270", "04420", [(12.205, 51.31)]),
    "Plauen": ("14523320", "08529", [(12.17, 50.51)]),
    "Wiedemar": ("14730340", "04509", [(12.215, 51.475)]),
    "Taucha": ("14730300", "04425", [(12.485, 51.39)]),
    "Nobitz": ("16077036", "04603", [(12.505, 50.985)]),
    "Meuselwitz": ("16077032", "04610", [(12.285, 51.052)]),
    "Mittweida": ("14522360", "09648", [(12.955, 50.995)]),
    "Limbach-Oberfrohna": ("14524180", "09212", [(12.785, 50.865)]),
    "Crimmitschau": ("14524030", "08451", [(12.40, 50.832)]),
    "Ronneburg": ("16076061", "07580", [(12.175, 50.872)]),
}

# organisations and contacts by the beginning of the official key (keys of organisations.json, contacts.json)
STEWARDS = {
    "14713": ("leipzig", "arslan"),
    "14730": ("nordsachsen", "reimann"),
    "14729": ("landkreis-leipzig", "thieme"),
    "14522": ("mittelsachsen", "naumann"),
    "14524330": ("zwickau", "kowalczyk"),
    "14511": ("chemnitz", "uhlig"),
    "15002": ("halle", "hellwig"),
    "15001": ("dessau-rosslau", "fernando"),
    "15082": ("anhalt-bitterfeld", "bergk"),
    "15084": ("burgenlandkreis", "lindau"),
    "15088": ("saalekreis", "marschner"),
    "16052": ("gera", "pohlandt"),
    "16053": ("jena", "okafor"),
    "16077": ("altenburger-land", "quaas"),
    "1": ("region", "wiegand"),
}

# key: place, point, kind, name_de, name_en, description_de, description_en
PARKS = {
    "gueterbogen": ("Leipzig", 1, "logistics", "Güterbogen Nordwest", "Güterbogen Nordwest freight park",
        "Zwischen Ladegleis und Straße stehen hier Speditionen, ein Paketzentrum und zwei Betriebe, die Teile für den Fahrzeugbau vormontieren. Das Gebiet ist voll erschlossen; die letzten Baufelder liegen am östlichen Rand. Nachts gilt für die Südseite ein Kontingent, weil dort Wohnhäuser in Sichtweite sind.",
        "Hauliers, a parcel centre and two firms that pre-assemble vehicle parts stand here between siding and road. The park is fully serviced; the last plots lie on its eastern edge. A night-time quota applies to the south side, where houses are within sight."),
    "nordfeld": ("Leipzig", 0, "industry", "Industriepark Nordfeld", "Nordfeld industrial park",
        "Der Park entstand für Zulieferer des Fahrzeugbaus und hat sich geöffnet: Heute arbeiten hier auch Werkzeugmacher und ein Recyclingbetrieb. Die Straßen sind für Schwerverkehr gebaut, das Regenwasser bleibt in Mulden auf dem Gelände. Eine Buslinie verbindet alle Werkstore mit der S-Bahn.",
        "The park was built for vehicle suppliers and has since opened up: toolmakers and a recycling firm work here too. Its roads are made for heavy traffic and rainwater stays on site in swales. One bus line links every gate with the suburban railway."),
    "luftfrachtring": ("Schkeuditz", 0, "logistics", "Gewerbepark Luftfrachtring", "Luftfrachtring business park",
        "Am Luftfrachtring zählt die Nacht: Sendungen kommen spät an und gehen früh weiter. Entsprechend groß sind die Höfe und entsprechend streng die Vorgaben zur Beleuchtung. Wer tagsüber arbeitet, findet am westlichen Ring ruhigere Grundstücke mit kleineren Hallen.",
        "At Luftfrachtring the night counts: consignments arrive late and leave early. The yards are large and the rules on lighting strict. Firms that work by day find quieter plots with smaller halls on the western side."),
    "saalebogen": ("Halle (Saale)", 0, "industry", "Industriepark Saalebogen", "Saalebogen industrial park",
        "Große, ebene Baufelder im Osten der Stadt, seit 2014 Schritt für Schritt erschlossen. Maschinenbauer und Logistiker teilen sich den Park; die Stadt vergibt nach Arbeitsplätzen je Hektar. Ein Umspannwerk am Parkrand ist für spätere Ausbaustufen vorbereitet.",
        "Large level plots in the east of the city, serviced step by step since 2014. Machine builders and logistics firms share the park; the city awards land by jobs per hectare. A substation at the edge is prepared for later stages."),
    "trothaer-werft": ("Halle (Saale)", 1, "mixed", "Gewerbehof Trothaer Werft", "Trothaer Werft business yard",
        "Wo früher Kähne lagen, stehen heute Werkstätten in Backsteinhallen. Der Gewerbehof ist kleinteilig, laut darf es nur tagsüber werden. Dafür liegt die Straßenbahn vor der Tür und der Hafen einen Steinwurf entfernt.",
        "Where barges once lay, workshops now fill brick halls. The yard is made of small units and may be loud by day only. In return the tram stops outside and the port is a stone's throw away."),
    "chemiebogen": ("Leuna", 0, "chemistry", "Chemiebogen Süd", "Chemiebogen Süd",
        "Baufelder für Betriebe, die Dampf, Gase und Prozesswasser brauchen und ihre Stoffe nicht auf der Straße holen wollen. Rohrbrücken reichen bis an die Grundstücksgrenze. Werkfeuerwehr und Kläranlage werden gemeinsam genutzt und nach Verbrauch abgerechnet.",
        "Plots for firms that need steam, gases and process water and would rather not fetch their materials by road. Pipe bridges reach the plot boundary. Works fire brigade and treatment plant are shared and charged by use."),
    "lauchawinkel": ("Schkopau", 0, "chemistry", "Kunststoffpark Lauchawinkel", "Lauchawinkel plastics park",
        "Kunststoffverarbeiter sitzen hier neben ihren Rohstofflieferanten. Granulat kommt im Silozug über das Anschlussgleis, fertige Teile gehen per Lkw weiter. Für Labore und Technika gibt es einen eigenen, kleineren Abschnitt an der Parkstraße.",
        "Plastics processors sit beside their suppliers. Granulate arrives by silo train on the siding, finished parts leave by lorry. Laboratories and pilot plants have a smaller section of their own on the park road."),
    "goitzschetor": ("Bitterfeld-Wolfen", 2, "mixed", "Gewerbegebiet Goitzschetor", "Goitzschetor business park",
        "Ein durchmischtes Gebiet zwischen Stadt und See. Handwerker, ein Bootsbauer und mehrere Dienstleister nutzen Grundstücke ab 1.500 m². Lärm und Geruch sind begrenzt, dafür ist der Weg in die Innenstadt kurz.",
        "A mixed area between town and lake. Craftsmen, a boat builder and several service firms use plots from 1,500 m². Noise and odour are limited; in return the way into town is short."),
    "solartal": ("Bitterfeld-Wolfen", 0, "industry", "Industriepark Fuhneaue", "Fuhneaue industrial park",
        "Gebaut für die Solarindustrie, heute Standort für Batterietechnik, Glas und Anlagenbau. Strom liegt in einer Stärke an, die andernorts erst beantragt werden muss. Ein Teil der Flächen ist beräumt und sofort bebaubar.",
        "Built for the solar industry, now home to battery technology, glass and plant engineering. Power is available at a level that has to be applied for elsewhere. Part of the land is cleared and can be built on at once."),
    "elsterknie": ("Elsteraue", 0, "chemistry", "Industriepark Elsterknie", "Elsterknie industrial park",
        "Ein gewachsener Chemiestandort mit Platz: Zwischen den Bestandsanlagen liegen beräumte Felder, deren Altlasten dokumentiert und größtenteils saniert sind. Betreiber, Gemeinde und Kreis beraten Ansiedler an einem Tisch.",
        "A long-established chemical site with room to spare: between the existing plants lie cleared fields whose contamination is documented and mostly remediated. Operator, municipality and district advise newcomers at one table."),
    "rippachblick": ("Lützen", 0, "logistics", "Logistikpark Rippachblick", "Rippachblick logistics park",
        "Der Park liegt am Kreuz zweier Autobahnen und ist auf Umschlag eingestellt. Die Nachbarorte werden über eine eigene Zufahrt umfahren. Jeder Neubau muss Photovoltaik auf dem Dach tragen, so steht es im Bebauungsplan.",
        "The park lies where two motorways cross and is made for handling goods. An access road of its own keeps traffic out of the villages. Each new building must carry solar panels, as the plan requires."),
    "rossauer-elbtor": ("Dessau-Roßlau", 1, "industry", "Gewerbepark Roßlauer Elbtor", "Roßlauer Elbtor business park",
        "Am rechten Elbufer, wenige Minuten vom Industriehafen. Stahlbauer und Anlagenbauer nutzen die Nähe zum Wasser für Teile, die auf keinen Lkw passen. Die Hochwasserlinie ist im Plan eingetragen; die Baufelder liegen darüber.",
        "On the right bank of the Elbe, minutes from the industrial port. Steel and plant builders use the river for parts that fit on no lorry. The flood line is marked in the plan; the plots lie above it."),
    "saaleaue": ("Jena", 0, "technology", "Technologiepark Saaleaue", "Saaleaue technology park",
        "Optik, Medizintechnik und Messtechnik auf engem Raum. Die Baufelder sind klein und gefragt, erschütterungsarme Gründungen sind üblich. Mit dem Rad sind es zwölf Minuten zur Universität.",
        "Optics, medical engineering and metrology in little space. Plots are small and sought after, and low-vibration foundations are common. The university is twelve minutes away by bicycle."),
    "steinkreuz": ("Hermsdorf", 0, "technology", "Gewerbepark Steinkreuz", "Steinkreuz business park",
        "Keramik, Elektronik und Logistik liegen hier nebeneinander, das Autobahnkreuz in Hörweite. Das Gebiet ist nahezu belegt; freie Grundstücke entstehen durch Verlagerung. Die Gemeinde führt eine Warteliste.",
        "Ceramics, electronics and logistics side by side, the motorway interchange within earshot. The park is nearly full; plots come free when firms move. The municipality keeps a waiting list."),
    "leinawald": ("Nobitz", 0, "industry", "Gewerbepark Am Leinawald", "Am Leinawald business park",
        "Neben dem Flugplatz wächst ein Gebiet für Leichtbau und Wartung. Höhen sind wegen der Einflugschneise begrenzt. Dafür gibt es eine Rollbahnanbindung, die andere Standorte nicht bieten können.",
        "A park for lightweight construction and maintenance grows beside the airfield. Heights are limited by the approach path. In return it offers a link to the taxiway that other places lack."),
    "muldenaue": ("Zwickau", 0, "automotive", "Zulieferpark Muldenaue", "Muldenaue supplier park",
        "Der Zulieferpark arbeitet im Takt der Montage: Sitze, Kabelbäume und Stoßfänger verlassen die Hallen in der Reihenfolge des Einbaus. Neue Flächen sind für Batteriemodule und Ladetechnik vorgesehen.",
        "The supplier park works to the rhythm of the assembly line: seats, harnesses and bumpers leave in fitting order. New plots are meant for battery modules and charging technology."),
    "kuchwald": ("Chemnitz", 0, "technology", "Technologiebogen Rabenstein", "Rabenstein technology park",
        "Maschinenbauer, Sensorhersteller und ein Fraunhofer-nahes Gründerhaus teilen sich die Hanglage. Die Grundstücke sind terrassiert; schwere Hallen stehen unten, Büros und Labore oben. Fernwärme liegt in allen Straßen.",
        "Machine builders, sensor makers and a start-up house close to applied research share the hillside. The plots are terraced: heavy halls below, offices and laboratories above. District heat runs in every street."),
    "schachthof": ("Freiberg", 0, "technology", "Gewerbegebiet Schachthof", "Schachthof business park",
        "Halbleiterzulieferer und Recycler nutzen den Rohstoffstandort am Stadtrand. Altbergbau ist kartiert, für jedes Baufeld liegt eine Stellungnahme vor. Reinstwasser wird im Gebiet erzeugt.",
        "Semiconductor suppliers and recyclers use this raw-materials site at the edge of town. Old mine workings are mapped and each plot has a statement. Ultra-pure water is made within the park."),
    "seefeld": ("Böhlen", 0, "industry", "Industriepark Seefeld", "Seefeld industrial park",
        "Auf gekippten Böden des Tagebaus ist Gründung Rechenarbeit, und sie ist gelöst: Rüttelstopfsäulen tragen hier seit Jahren. Dampf und Kühlwasser kommen vom Kraftwerksstandort nebenan, dessen Umbau bis 2035 vorbereitet wird.",
        "On the filled ground of a former mine, foundations take calculation, and it has been done: stone columns have carried buildings here for years. Steam and cooling water come from the power-station site next door, whose conversion is planned up to 2035."),
    "lobertal": ("Delitzsch", 0, "mixed", "Gewerbegebiet Lobertal", "Lobertal business park",
        "Ein ruhiges Gebiet für Handwerk und kleinere Produktion mit eigenem Haltepunkt der S-Bahn in 900 m. Die Stadt verkauft selbst und ohne Makler. Parzellen lassen sich fast beliebig zuschneiden.",
        "A quiet park for crafts and small-scale production, with a suburban railway stop 900 m away. The town sells directly, without a broker. Plots can be cut almost as you like."),
}  # fmt: skip

# name_de | name_en | place | park | area in m² | zoning | trait
PLOTS = """
Nordfeld, Baufeld 3 | Nordfeld, plot 3 | Leipzig | nordfeld | 46200 | GI | large
Nordfeld, Baufeld 7a | Nordfeld, plot 7a | Leipzig | nordfeld | 12800 | GI | corner
Güterbogen Nordwest, Ladestraße Ost | Güterbogen Nordwest, eastern loading road | Leipzig | gueterbogen | 31500 | GE | rail
Ehemalige Drahtzieherei Miltitz | Former Miltitz wire works | Leipzig | | 8700 | GE | brownfield
Gewerbehof Paunsdorfer Wäldchen | Paunsdorfer Wäldchen yard | Leipzig | | 5400 | MI | town
Luftfrachtring, Parzelle 12 | Luftfrachtring, parcel 12 | Schkeuditz | luftfrachtring | 52600 | GE | night
Luftfrachtring, Parzelle 4 | Luftfrachtring, parcel 4 | Schkeuditz | luftfrachtring | 9300 | GE | corner
Kursdorfer Wiesen | Kursdorfer Wiesen | Schkeuditz | | 118000 | GI | plan
Industriepark Saalebogen, Baufeld 5 | Saalebogen, plot 5 | Halle (Saale) | saalebogen | 74800 | GI | large
Industriepark Saalebogen, Baufeld 7 | Saalebogen, plot 7 | Halle (Saale) | saalebogen | 125000 | GI | power
Alte Zuckersiederei Ammendorf | Former Ammendorf sugar works | Halle (Saale) | | 16400 | MU | brownfield
Chemiebogen Süd, Feld C | Chemiebogen Süd, field C | Leuna | chemiebogen | 68300 | GI | chemistry
Chemiebogen Süd, Feld F | Chemiebogen Süd, field F | Leuna | chemiebogen | 37100 | GI | hydrogen
Kötzschener Höhe | Kötzschener Höhe | Leuna | | 21900 | GE | crops
Kunststoffpark Lauchawinkel, Feld 2 | Lauchawinkel, field 2 | Schkopau | lauchawinkel | 42500 | GI | chemistry
Kunststoffpark Lauchawinkel, Technikumsfeld | Lauchawinkel, pilot-plant plot | Schkopau | lauchawinkel | 7600 | GE | town
Merseburg-Nord, Am Geiselbogen | Merseburg-Nord, Am Geiselbogen | Merseburg | | 18700 | GE | corner
Industriepark Fuhneaue, Baufeld 11 | Fuhneaue, plot 11 | Bitterfeld-Wolfen | solartal | 96400 | GI | power
Industriepark Fuhneaue, Baufeld 2 | Fuhneaue, plot 2 | Bitterfeld-Wolfen | solartal | 28900 | GI | brownfield
Goitzschetor, Bootswerft | Goitzschetor, boatyard plot | Bitterfeld-Wolfen | goitzschetor | 3900 | GE | town
Zeitz, Am Zuckerberg | Zeitz, Am Zuckerberg | Zeitz | | 26300 | GI | rail
Ehemaliges Milchwerk Zeitz-Nord | Former dairy, Zeitz-Nord | Zeitz | | 11200 | GE | brownfield
Elsterknie, Baufeld West | Elsterknie, west plot | Elsteraue | elsterknie | 84700 | GI | chemistry
Elsterknie, Baufeld Tankkreis | Elsterknie, tank-farm plot | Elsteraue | elsterknie | 23500 | GI | brownfield
Weißenfels, Am Käthe-Graben | Weißenfels, Am Käthe-Graben | Weißenfels | | 34600 | GE | crops
Rippachblick, Fläche A | Rippachblick, plot A | Lützen | rippachblick | 153000 | GI | large
Rippachblick, Fläche D | Rippachblick, plot D | Lützen | rippachblick | 48700 | GE | night
Roßlauer Elbtor, Kaifeld | Roßlauer Elbtor, quay plot | Dessau-Roßlau | rossauer-elbtor | 29400 | GI | port
Dessau-Mosigkau, Sandfeld | Dessau-Mosigkau, Sandfeld | Dessau-Roßlau | | 61800 | GE | plan
Alte Waggonhallen Dessau-Süd | Former carriage works, Dessau-Süd | Dessau-Roßlau | | 13700 | GE | brownfield
Köthen, Gewerbegebiet Ziethewiesen | Köthen, Ziethewiesen business park | Köthen (Anhalt) | | 17500 | GE | rail
Technologiepark Saaleaue, Baufeld 9 | Saaleaue, plot 9 | Jena | saaleaue | 6200 | GE | town
Technologiepark Saaleaue, Baufeld 14 | Saaleaue, plot 14 | Jena | saaleaue | 21000 | GE | technology
Jena-Nord, Am Löbstedter Rain | Jena-Nord, Am Löbstedter Rain | Jena | | 4800 | MU | town
Gera-Bieblach, Hofwiesenfeld | Gera-Bieblach, Hofwiesenfeld | Gera | | 32700 | GE | corner
Gera-Ost, Am Sonnenhang | Gera-Ost, Am Sonnenhang | Gera | | 55200 | GI | large
Altenburg, Windischleubaer Feld | Altenburg, Windischleubaer Feld | Altenburg | | 87500 | GI | plan
Gewerbepark Am Leinawald, Fläche 3 | Am Leinawald, plot 3 | Nobitz | leinawald | 24100 | GE | technology
Schmölln, Am Sprottenblick | Schmölln, Am Sprottenblick | Schmölln | | 19800 | GE | crops
Steinkreuz, Keramikhof | Steinkreuz, Keramikhof | Hermsdorf | steinkreuz | 9800 | GE | corner
Zulieferpark Muldenaue, Modulfeld | Muldenaue, module plot | Zwickau | muldenaue | 43900 | GI | power
Zulieferpark Muldenaue, Randfeld | Muldenaue, edge plot | Zwickau | muldenaue | 14600 | GE | night
Zwickau-Süd, Ehemalige Kokerei | Zwickau-Süd, former coking plant | Zwickau | | 38200 | GI | brownfield
Technologiebogen Rabenstein, Terrasse 2 | Rabenstein, terrace 2 | Chemnitz | kuchwald | 8900 | GE | technology
Chemnitz-Furth, Alte Gießerei | Chemnitz-Furth, former foundry | Chemnitz | | 22600 | GE | brownfield
Glauchau, Gewerbegebiet Rümpfwald | Glauchau, Rümpfwald business park | Glauchau | | 36800 | GE | corner
Meerane, Am Dittricher Weg | Meerane, Am Dittricher Weg | Meerane | | 27700 | GI | night
Schachthof, Baufeld Reinraum | Schachthof, cleanroom plot | Freiberg | schachthof | 15300 | GE | technology
Döbeln-Ost, Am Keuern | Döbeln-Ost, Am Keuern | Döbeln | | 41300 | GE | crops
Industriepark Seefeld, Baufeld 4 | Seefeld, plot 4 | Böhlen | seefeld | 64500 | GI | hydrogen
Borna, Am Lerchenberg | Borna, Am Lerchenberg | Borna | | 33900 | GI | mining
Lobertal, Parzelle 6 | Lobertal, parcel 6 | Delitzsch | lobertal | 4300 | GE | town
Lobertal, Parzelle 17 | Lobertal, parcel 17 | Delitzsch | lobertal | 10700 | GE | corner
Torgau, Am Repitzer Damm | Torgau, Am Repitzer Damm | Torgau | | 25800 | GE | port
Grimma, Gewerbegebiet Hengstberg | Grimma, Hengstberg business park | Grimma | | 16900 | GE | crops
Brehna, Am Strengbach | Brehna, Am Strengbach | Sandersdorf-Brehna | | 58400 | GI | night
Landsberg, Kapellenfeld | Landsberg, Kapellenfeld | Landsberg | | 39600 | GE | large
Kabelsketal, Am Reidegrund | Kabelsketal, Am Reidegrund | Kabelsketal | | 71200 | GI | rail
Plauen, Gewerbegebiet Essigsteig | Plauen, Essigsteig business park | Plauen | | 12100 | GE | technology
Meuselwitz, Schnaudertal | Meuselwitz, Schnaudertal | Meuselwitz | | 47400 | SO | mining
"""

# name_de | name_en | place | park | hall area in m² | hall type | trait
HALLS = """
Umschlaghalle Güterbogen 2 | Güterbogen transhipment hall 2 | Leipzig | gueterbogen | 14800 | logistics | docks
Werkhalle Nordfeld 21 | Nordfeld works hall 21 | Leipzig | nordfeld | 6300 | production | crane
Backsteinhalle Lindenauer Hafen | Lindenauer Hafen brick hall | Leipzig | | 1850 | workshop | listed
Kühlhalle Nordost | Nordost cold store | Leipzig | | 4200 | cold_store | cold
Halle Luftfrachtring 8 | Luftfrachtring hall 8 | Schkeuditz | luftfrachtring | 18200 | logistics | night
Halle Luftfrachtring 15 | Luftfrachtring hall 15 | Schkeuditz | luftfrachtring | 5600 | warehouse | divisible
Kleinhallen am Papitzer Graben | Small units at Papitzer Graben | Schkeuditz | | 640 | workshop | small
Fertigungshalle Saalebogen Ost | Saalebogen East production hall | Halle (Saale) | saalebogen | 8900 | production | crane
Werfthalle 3 | Shipyard hall 3 | Halle (Saale) | trothaer-werft | 1240 | workshop | listed
Werfthalle 5 | Shipyard hall 5 | Halle (Saale) | trothaer-werft | 2150 | hall | small
Lagerhalle Kanenaer Weg | Kanenaer Weg warehouse | Halle (Saale) | | 3700 | warehouse | divisible
Technikumshalle Chemiebogen | Chemiebogen pilot-plant hall | Leuna | chemiebogen | 2600 | industrial | media
Granulatlager Lauchawinkel | Lauchawinkel granulate store | Schkopau | lauchawinkel | 7400 | warehouse | rail
Hochregallager Merseburg-West | Merseburg-West high-bay store | Merseburg | | 11300 | high_bay | docks
Glashalle Fuhneaue | Fuhneaue glass works hall | Bitterfeld-Wolfen | solartal | 21500 | production | media
Bootshalle Goitzschetor | Goitzschetor boat hall | Bitterfeld-Wolfen | goitzschetor | 980 | workshop | small
Verpackungshalle Zeitz | Zeitz packing hall | Zeitz | | 4900 | industrial | aged
Schwerlasthalle Elsterknie | Elsterknie heavy-load hall | Elsteraue | elsterknie | 5800 | industrial | crane
Frischelager Weißenfels | Weißenfels fresh-food store | Weißenfels | | 9600 | cold_store | cold
Verteilzentrum Rippachblick | Rippachblick distribution centre | Lützen | rippachblick | 34500 | logistics | new
Stahlbauhalle Roßlau | Roßlau steelwork hall | Dessau-Roßlau | rossauer-elbtor | 7200 | production | crane
Shedhalle Dessau-Süd | Dessau-Süd sawtooth hall | Dessau-Roßlau | | 3100 | hall | listed
Landtechnikhalle Köthen | Köthen farm-machinery hall | Köthen (Anhalt) | | 2300 | service | aged
Reinraumhalle Saaleaue | Saaleaue cleanroom hall | Jena | saaleaue | 1450 | production | media
Mehrzweckhalle Gera-Langenberg | Gera-Langenberg multi-purpose hall | Gera | | 5200 | industrial | divisible
Spritzgusshalle Altenburg | Altenburg injection-moulding hall | Altenburg | | 4100 | production | media
Hangar 2 Am Leinawald | Am Leinawald hangar 2 | Nobitz | leinawald | 3300 | hall | new
Montagehalle Schmölln | Schmölln assembly hall | Schmölln | | 2850 | production | aged
Elektronikhalle Steinkreuz | Steinkreuz electronics hall | Hermsdorf | steinkreuz | 3900 | production | new
Sequenzhalle Muldenaue | Muldenaue sequencing hall | Zwickau | muldenaue | 12600 | logistics | night
Alte Seifenfabrik Zwickau | Former Zwickau soap factory | Zwickau | | 2700 | hall | aged
Maschinenhalle Rabenstein | Rabenstein machine hall | Chemnitz | kuchwald | 5100 | production | crane
Spinnerei Altchemnitz, Halle B | Altchemnitz spinning mill, hall B | Chemnitz | | 3600 | hall | listed
Cross-Dock Glauchau | Glauchau cross-dock | Glauchau | | 6800 | logistics | docks
Recyclinghalle Schachthof | Schachthof recycling hall | Freiberg | schachthof | 4400 | industrial | media
Lager Lobertal | Lobertal warehouse | Delitzsch | lobertal | 1900 | warehouse | small
Druckereihalle Eilenburg | Eilenburg printing hall | Eilenburg | | 7900 | production | aged
Logistikhalle Wiedemar Süd | Wiedemar Süd logistics hall | Wiedemar | | 26800 | logistics | new
Handwerkerhof Taucha | Taucha craftsmen's yard | Taucha | | 520 | workshop | small
Textilhalle Limbach | Limbach textile hall | Limbach-Oberfrohna | | 3050 | production | aged
"""


def rows(table):
    for line in table.strip().splitlines():
        yield [cell.strip() for cell in line.split("|")]


def steward_of(key):
    return next(value for prefix, value in STEWARDS.items() if key.startswith(prefix))
