"""The things tradespeople are asked about, by the name we use for them, and which trade they belong to.

Data, not rules: one line a thing, `name: other ways to say it`. The last word of a phrase carries the plural.
"""

from __future__ import annotations

import re
from functools import cache

_THINGS = """
tap: кран, крана, крани, смеситель, чешма, صنبور, حنفية, musluk, nal, čiaupas, mixer tap, mixer taps, basin tap, kitchen tap, bath tap, outside tap, garden tap, outdoor tap, faucet, kran, robinet, grifo, robinet, torneira, rubinetto, wasserhahn
basin: sink, washbasin, wash basin, hand basin, handbasin, umywalka, zlew, zlewem, chiuvetă, chiuveta, lavabo, fregadero, évier, lavandino
toilet: wc, loo, lavatory, cistern, toaleta, toaletă, inodoro, wáter, toilette, toilettes, sanita
shower: showers, electric shower, prysznic, duș, dus, ducha, douche, chuveiro, doccia, dusche
shower tray: shower trays
shower screen: bath screen, shower door
bath: bathtub, bath tub, wanna, cadă, bañera, baignoire, banheira, vasca
bidet: bidets
radiator: радиатор, радиаторы, радіатор, радіатори, батарея, rad, rads, grzejnik, kaloryfer, calorifer, radiador, radiateur, heizkörper, towel rail, heated towel rail, towel radiator
boiler: котел, бойлер, kombi, boeler, combi, combi boiler, kocioł, centrală, centrala, caldera, chaudière, caldeira, caldaia, therme
cylinder: hot water cylinder, hot water tank, immersion tank
immersion heater: immersion
stopcock: stop tap, stop cock, stopcocks
valve: trv, trvs, thermostatic radiator valve, thermostatic valve, radiator valve, isolation valve, fill valve, flush valve, ballcock
pipe: pipework, pipes, rura, țeavă, tubería, tuyau, cano, tubo
drain: drains, gully, soakaway, manhole, soil pipe, odpływ, desagüe
waste: waste trap, u bend, u-bend
macerator: saniflo
dishwasher: zmywarka, zmywarkę, mașina de spălat vase, lavavajillas, lave-vaisselle, lavastoviglie
washing machine: стиральная машина, пральна машина, غسالة, washer, pralka, pralkę, mașina de spălat, lavadora, lave-linge, lavatrice, waschmaschine
tumble dryer: dryer
water softener: softener
water heater: heater
thermostat: smart thermostat, room stat, hive, nest, programmer
boiler service: service, gas service, annual service
gas safety certificate: landlord certificate, cp12, gas safety record, landlord gas safety, gas certificate, safety certificate
power flush: powerflush
magnetic filter: filter
expansion vessel: vessel
gas fire: gas fires
hob: gas hob, induction hob
cooker: gas cooker, electric cooker, range cooker
oven: ovens, piekarnik, cuptor, horno, forno, backofen
carbon monoxide alarm: co alarm, carbon monoxide detector, co detector, co monitor
smoke alarm: smoke detector, smoke alarms, fire alarm
heat alarm: heat detector
spur: fused spur, fused spurs, spurs
socket: розетка, розетки, розеток, розетку, контакт, контакти, priz, double socket, single socket, plug socket, sockets, plugs, power point, gniazdko, gniazdka, gniazdek, priză, prize, prize, enchufe, prise, prises, tomada, presa, prese, steckdose, steckdosen
light: лампа, лампы, лампу, лампи, مصباح, مصابيح, ampul, golau, lights, light fitting, ceiling light, pendant, chandelier, lamp, lampa, lampę, lampy, lumină, lustră, luz, lámpara, lampe, luminaire, luce
downlight: downlights, spotlight, spot light, spots, downlighter
floodlight: security light, flood light, outside light
switch: light switch, switches, dimmer, dimmer switch, włącznik, întrerupător, interruptor, interrupteur
consumer unit: fuse board, fusebox, fuse box, fuseboard, distribution board
circuit: cooker circuit, shower circuit, new circuit
cable: cables, wiring, armoured cable
extractor fan: extractor, bathroom fan, fan, wentylator, ventilateur
ev charger: car charger, ev charge point, charge point, charging point, wallbox, electric car charger
eicr: electrical safety certificate, electrical report, electrical certificate, electrical safety check, electrical safety report
appliance: appliances, items
aerial: tv point, data point, ethernet point, network point
doorbell: video doorbell, ring doorbell
storage heater: storage heaters
room: кімната, кімнати, кімнатах, комната, комнаты, комнату, стая, стаи, غرفة, غرف, oda, kamra, kambarys, rooms, pokój, pokoju, pokoje, cameră, camere, habitación, habitaciones, pièce, pièces, chambre, chambres, zimmer
bedroom: bedrooms, box room, sypialnia, dormitor, dormitorio, quarto, camera da letto
bathroom: bathrooms, en suite, ensuite, en-suite, łazienka, łazience, łazienkę, baie, baño, salle de bain, bagno
kitchen: kitchens, kuchnia, kuchni, bucătărie, cocina, cuisine, cozinha, cucina, küche
lounge: living room, front room, sitting room
hall: hallway, hall stairs and landing
landing: landings
ceiling: стеля, стелю, потолок, таван, ceilings, sufit, sufity, tavan, techo, plafond, teto, soffitto, decke
wall: стіна, стіни, стена, стены, стени, جدار, duvar, walls, feature wall, ściana, ściany, ścianę, perete, pereți, pared, paredes, mur, murs, parede, parete, pareti, wände
floor: floors, flooring, podłoga, podłogę, podea, suelo, chão, pavimento, boden
door: двері, дверей, дверь, двери, врата, باب, kapı, darwaza, durys, drws, drysau, doors, internal door, drzwi, ușă, usa, uși, puerta, puertas, porte, portes, porta, portas, porte, tür, türen
front door: front doors, external door, outside door
back door: back doors
patio door: patio doors, french doors, bifold doors, bifolds
garage door: garage doors
fire door: fire doors
doorway: doorways, opening, openings
window: вікно, вікна, окно, окна, прозорец, прозорци, نافذة, نوافذ, pencere, langas, langus, langai, ffenest, ffenestri, windows, sash window, okno, okna, okien, fereastră, ferestre, ventana, ventanas, fenêtre, fenêtres, janela, janelas, finestra, finestre, fenster
window sill: sill, windowsill, cill
skirting: skirting board, skirtings, skirting boards
architrave: architraves
coving: cornice
dado rail: picture rail
staircase: stairs, stair, flight, schody, escalera, escalier, scale
spindle: spindles, baluster
handrail: bannister, banister, balustrade
radiator cover: rad cover
wallpaper: шпалери, обои, тапети, paper, lining paper, tapeta
fence panel: fence panels, panel, panels
fence: fencing, garden fence
fence post: posts, post, concrete post, fence posts
gravel board: gravel boards
gate: gates, side gate, garden gate
shed: sheds, summerhouse
decking: deck
patio: patios, slabs, paving
drive: driveway, driveways
lawn: grass, lawns, turf
hedge: hedges, hedging, privet, leylandii, conifer hedge, laurel, żywopłot, haie
tree: trees, conifer, conifers, apple tree, drzewo, árbol, arbre
shrub: bush, shrubs, bushes
stump: tree stump, stumps
border: flower bed, beds, borders, flower beds
raised bed: sleeper bed, planter
gravel: shingle, gravel area
tile: плитка, плитку, плитки, плочки, fayans, tiles, kafelki, płytki, gresie, faianță, azulejo, azulejos, carrelage, carreaux, piastrelle, fliesen
slate: slates
ridge tile: ridge tiles, ridge
roof: roofs, dach, acoperiș, tejado, toit, telhado, tetto
flat roof: felt roof, garage roof
chimney: chimney stack, stack, chimneys, chimney pot, chimney breast
gutter: guttering, gutters, rynna, rynny, gouttière
downpipe: downpipes, down pipe, down pipes
fascia: fascias, soffit, soffits, bargeboard, bargeboards, fascia board
lead flashing: flashing, leadwork, lead
roof window: velux, skylight, rooflight
roof vent: tile vent
scaffold: scaffolding
grout: grouting, regrout
splashback: splash back, kitchen splashback
shower wall: shower enclosure
mosaic: mosaics
hole: holes, patch, patches
crack: cracks
plaster: plasterwork, plastering
render: rendering
artex: textured ceiling
partition: stud wall, partition wall
loft: attic
loft hatch: hatch
wardrobe: wardrobes, fitted wardrobe
alcove: alcove unit, alcoves, alcove shelves, alcove cupboard
shelf: shelves, floating shelf
unit: kitchen unit, cupboard, cupboards, cabinet, cabinets, base unit, wall unit
worktop: worktops, work surface, countertop
laminate: laminate flooring
engineered wood: wood floor, wooden floor, wood flooring, parquet
grab rail: grab rails, handle, grab bar
cat flap: cat flaps, dog flap, catflap
flat-pack: flat pack, flatpack
bed frame: bunk bed
lock: замок, замка, замки, брава, قفل, kilit, tala, spyna, locks, zamek, zamki, yală, broască, cerradura, serrure, fechadura, serratura, schloss
cylinder lock: euro cylinder, lock cylinder, barrel, anti-snap lock, anti-snap cylinder, anti snap, cylinder
deadlock: mortice lock, mortice deadlock, mortice, five lever, 5 lever
night latch: yale lock, rim lock, night latches, nightlatch
multipoint lock: multipoint, upvc lock, gearbox, mechanism
smart lock: smart locks
window lock: window locks
key: keys, spare key, spare keys, klucz, klucze, cheie, chei, llave, llaves, clé, clef, chiave, schlüssel
key safe: keysafe, key box, lockbox
door chain: door restrictor, chain
letterbox: letter box, letter plate
clean: cleaning, deep clean, one-off clean, weekly clean, sprzątanie, curățenie, limpieza, ménage, limpeza, pulizia, pulizie, reinigung
end of tenancy clean: end of tenancy, move out clean, tenancy clean
fridge: fridge freezer, freezer
carpet: carpets, rug
sofa: sofas, couch, settee, three seater, two seater
armchair: armchairs, chair, chairs
mattress: mattresses
blind: blinds, bleind, bleinds, curtain, curtains
linen set: linen, bed linen, set of linen
flat: apartment, mieszkanie, apartament, apartamento, piso, appartement, appartamento, wohnung
house: houses, bungalow, casă, maison, haus
office: offices
garage: garages
conservatory: conservatories
extension: extensions
porch: porches
tv: television, tvs, tv bracket, telly, tellies, telly bracket
stove: wood burner, wood burners, woodburner, log burner, log burners, burner, multi fuel stove, multifuel stove, stoves, aga, rayburn, poêle, poêle à bois
fireplace: open fire, open fires, fireplaces, hearth
flue: flues, liner
cowl: cowls, chimney cowl, bird guard
fire brick: fire bricks, firebrick, firebricks
skip: skips, skip bag, skip bags
nest: wasp nest, wasps nest, wasp nests, nests, hive
bed bug: bedbugs, bed bugs
desk: desks
bedside table: bedside tables
chest of drawers: chests of drawers
loft ladder: loft ladders
van: vans
container: containers
piano: pianos
bin: bins
bulk bag: bulk bags, jumbo bag, jumbo bags, ton bag, ton bags
monitor: monitors
pc: pcs, computer, computers, laptop, laptops
kettle: kettles
microwave: microwaves
newel post: newel posts, newel
threshold strip: threshold bar, threshold bars, thresh bar, thresh bars, threshold strips, door bar, door bars, door strip
gripper rod: gripper rods, gripper
draught strip: draught strips, draught excluder
curtain pole: curtain poles, curtain rail, curtain rails, pole, poles
circuit breaker: breaker, breakers, rcd, rcbo, mcb
mouse: mice
rat: rats
mirror: mirrors
picture: pictures
lampshade: shade
bag: bags
roll: rolls, rolka, rolek, rouleau, rouleaux
box: boxes
sheet: sheets, plasterboard, boards, board
length: lengths
pack: packs
skip: skips
leak: leaks
bolt: bolts
hinge: hinges
pane: panes, glass, double glazed unit
brick: bricks
pillar: pillars
sleeper: sleepers
step: steps
pot: pots
vent: vents, air brick, airbrick
drawer: drawers
table: tables, desk
pump: pumps, shower pump
tank: tanks, water tank
meter: meters
sensor: sensors
camera: cameras, cctv
seal: sealant, silicone
bulb: bulbs
lantern: lanterns
"""

_BY_PHRASE: dict[tuple[str, ...], str] = {}
_PLURAL_NAME: set[str] = set()
for _row in _THINGS.strip().splitlines():
    _name, _, _others = _row.partition(":")
    for _phrase in (_name, *_others.split(",")):
        _words = tuple(_phrase.strip().lower().replace("-", " ").split())
        if _words:
            _BY_PHRASE.setdefault(_words, _name)
_SINGLE = tuple((words, name) for words, name in _BY_PHRASE.items() if len(words) == 1)
_LONGEST = max(map(len, _BY_PHRASE))
_IRREGULAR = {"shelves": "shelf", "taps": "tap", "switches": "switch", "boxes": "box", "hatches": "hatch", "trays": "tray", "flushes": "flush", "radiators": "radiator",
              "leaves": "leaf", "halves": "half", "feet": "foot", "storeys": "storey", "stories": "storey", "storys": "storey", "raditors": "radiator", "radiater": "radiator",
              "celing": "ceiling", "cieling": "ceiling", "ceilling": "ceiling", "skirtin": "skirting", "guttering": "gutter", "toliet": "toilet", "tiolet": "toilet",
              "doorways": "doorway", "keys": "key", "fences": "fence", "slates": "slate", "gates": "gate", "vents": "vent", "hinges": "hinge", "spindels": "spindle", "soket": "socket", "sokets": "socket", "plaster": "plaster",
              "gutterin": "gutter", "thermastat": "thermostat", "boilers": "boiler", "biler": "boiler", "wndow": "window", "windos": "window", "bathrom": "bathroom", "bedrom": "bedroom", "kichen": "kitchen"}  # fmt: skip


def thing_like(word: str) -> str:
    """Our name of a thing in a language that bends its nouns: by the same beginning. Empty where none is alike."""
    if len(word) < 4:
        return ""
    return next(
        (
            name
            for (key,), name in _SINGLE
            if (word.startswith(key) and len(key) > 3) or (len(word) > 5 and len(key) > 5 and word[:5] == key[:5])
        ),
        "",
    )


@cache
def singular(word: str) -> str:
    """The singular of an English noun, near enough to look it up."""
    word = word.lower()
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and re.search(r"(?:ss|sh|ch|x|z)es$", word):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def is_plural(word: str) -> bool:
    """Whether a noun is in the plural, by its form."""
    word = word.lower()
    return singular(word) != word and word.endswith("s")


def thing_at(words: list[str], at: int) -> tuple[str, int] | None:
    """The thing named by the longest phrase that begins at word `at`, and the word after it."""
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        piece = tuple(words[at : at + length])
        last = piece[-1].removesuffix("'s")
        for form in (piece, (*piece[:-1], last), (*piece[:-1], singular(last))):
            found = _BY_PHRASE.get(form)
            if found is not None:
                return found, at + length
    return None
