"""Whether a place lies where the business works: its own words for its area against postcodes and large towns.

Towns are only those of which there is one worth the name, each with the postcode areas its people use (Royal Mail post
towns). A town nobody listed says nothing; a district list (“LS1 to LS16”) is kept to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from handlet.drafting.engine.reading.contacts import AREAS

_TOWNS = """
aberdeen AB; st albans AL; watford WD; hemel hempstead HP; birmingham B; solihull B; redditch B; bath BA; yeovil BA; blackburn BB; burnley BB; bradford BD; keighley BD; bournemouth BH; poole BH;
bolton BL; bury BL; brighton BN; hove BN; worthing BN; eastbourne BN; bromley BR; orpington BR; bristol BS; weston-super-mare BS; belfast BT; derry BT; londonderry BT; lisburn BT; newry BT; ballymena BT; carlisle CA;
cambridge CB; cardiff CF; bridgend CF; barry CF; pontypridd CF; chester CH; birkenhead CH; wirral CH; ellesmere port CH; chelmsford CM; harlow CM; brentwood CM; colchester CO; clacton CO; croydon CR; canterbury CT; margate CT; folkestone CT; dover CT;
coventry CV; leamington spa CV; nuneaton CV; rugby CV; crewe CW; northwich CW; dartford DA; gravesend DA; dundee DD; derby DE; burton-on-trent DE; chesterfield S; dumfries DG; durham DH; darlington DL; doncaster DN; grimsby DN; scunthorpe DN;
dorchester DT; weymouth DT; dudley DY; kidderminster DY; stourbridge DY; edinburgh EH; livingston EH; enfield EN; exeter EX; barnstaple EX; exmouth EX; falkirk FK; stirling FK; blackpool FY; glasgow G; gloucester GL; cheltenham GL; stroud GL;
guildford GU; woking GU; aldershot GU; farnham GU; harrow HA; huddersfield HD; harrogate HG; high wycombe HP; aylesbury HP; hereford HR; hull HU; beverley HU; halifax HX; ilford IG; barking IG; ipswich IP; bury st edmunds IP; inverness IV;
kilmarnock KA; ayr KA; kingston upon thames KT; epsom KT; kirkcaldy KY; dunfermline KY; liverpool L; bootle L; lancaster LA; kendal LA; morecambe LA; barrow-in-furness LA; llandrindod wells LD; leicester LE; loughborough LE; hinckley LE;
llandudno LL; wrexham LL; bangor LL BT; rhyl LL; lincoln LN; leeds LS; wetherby LS; otley LS; luton LU; dunstable LU; manchester M; salford M; maidstone ME; chatham ME; gillingham ME; rochester ME; milton keynes MK; bedford MK; motherwell ML;
newcastle NE; newcastle upon tyne NE; gateshead NE; south shields NE; whitley bay NE; hexham NE; morpeth NE; nottingham NG; mansfield NG; grantham NG; northampton NN; kettering NN; wellingborough NN; newport NP PO TF; cwmbran NP; norwich NR; great yarmouth NR;
oldham OL; rochdale OL; ashton-under-lyne OL; oxford OX; banbury OX; bicester OX; abingdon OX; paisley PA; greenock PA; peterborough PE; kings lynn PE; king's lynn PE; boston PE; perth PH; plymouth PL; portsmouth PO; chichester PO; southsea PO;
preston PR; chorley PR; southport PR; reading RG; wokingham RG; basingstoke RG; bracknell RG; newbury RG; redhill RH; crawley RH; horsham RH; romford RM; sheffield S; rotherham S; barnsley S; swansea SA; llanelli SA; carmarthen SA; stevenage SG; hitchin SG;
stockport SK; macclesfield SK; buxton SK; slough SL; maidenhead SL; windsor SL; sutton SM; swindon SN; chippenham SN; devizes SN; southampton SO; winchester SO; eastleigh SO; salisbury SP; andover SP; sunderland SR; southend SS; southend-on-sea SS; basildon SS;
stoke-on-trent ST; stoke on trent ST; stafford ST; newcastle-under-lyme ST; shrewsbury SY; aberystwyth SY; oswestry SY; taunton TA; bridgwater TA; galashiels TD; telford TF; tunbridge wells TN; sevenoaks TN; hastings TN; ashford TN; torquay TQ; paignton TQ;
truro TR; falmouth TR; penzance TR; middlesbrough TS; hartlepool TS; stockton-on-tees TS; redcar TS; twickenham TW; hounslow TW; southall UB; uxbridge UB; warrington WA; st helens WA; runcorn WA; widnes WA; wakefield WF; pontefract WF; dewsbury WF; castleford WF;
wigan WN; worcester WR; malvern WR; evesham WR; walsall WS; cannock WS; lichfield WS; wolverhampton WV; york YO; scarborough YO; whitby YO; london E EC N NW SE SW W WC; brixton SW; hackney E N; islington N; camden NW N; lewisham SE; greenwich SE; clapham SW; wimbledon SW;
tottenham N; walthamstow E; stratford E; peckham SE; fulham SW; chiswick W; ealing W; hammersmith W; jersey JE; guernsey GY; isle of man IM; isle of wight PO
"""
_AREAS_OF = {
    name.strip(): frozenset(codes.split())
    for row in _TOWNS.replace("\n", " ").split(";")
    if (found := re.fullmatch(r"\s*([a-z' -]+?)((?: [A-Z]{1,2})+)\s*", row))
    for name, codes in [found.groups()]
}
# Words that are a town only with a capital and a word of place before them.
_TOWN = re.compile(
    r"\b(?:[Ii]n|[Cc]over|[Cc]overing|[Aa]t|[Ff]rom|[Nn]ear|[Aa]round|[Tt]o|[Ll]ive in|[Bb]ased in|[Oo]ver in|[Oo]ut in|[Dd]own in|[Uu]p in|[Ff]or)(?: the)?(?: (?:area|centre|outskirts) of)? "
    r"(?P<town>[A-Z][A-Za-z']+(?:[ -](?:[a-z]{2,5}[ -])?[A-Z][A-Za-z]+){0,2})"
)
_DISTRICTS = re.compile(
    r"\b([A-Z]{1,2})(\d{1,2})\s*(?:-|–|to)\s*(?:[A-Z]{1,2})?(\d{1,2})\b|\b([A-Z]{1,2})(\d{1,2}[A-Z]?)\b"
)


@cache
def covered(area: str) -> tuple[frozenset[str], frozenset[str]]:
    """Postcode areas and, where the owner lists them, outward districts that the words of a service area name."""
    districts: set[str] = set()
    for m in _DISTRICTS.finditer(area):
        if m[1] and m[1] in AREAS:
            districts |= {f"{m[1]}{number}" for number in range(int(m[2]), int(m[3]) + 1)}
        elif m[4] and m[4] in AREAS:
            districts.add(f"{m[4]}{m[5]}")
    letters = {code for code in re.findall(r"\b[A-Z]{1,2}\b", area.rpartition("postcode")[2]) if code in AREAS}
    if not letters and not districts:
        letters = {code for code in re.findall(r"\b[A-Z]{2}\b", area) if code in AREAS}
    if not letters and not districts:
        low = area.lower()
        for town, codes in _AREAS_OF.items():
            if re.search(rf"\b{re.escape(town)}\b", low):
                letters |= codes
    return frozenset(letters), frozenset(districts)


_SCOTLAND = frozenset("AB DD DG EH FK G HS IV KA KW KY ML PA PH TD ZE".split())


def nation_of(area: str) -> str:
    """england (Wales too), scotland or ni: where a business works, for the bank holidays its customers mean."""
    letters, districts = covered(area)
    codes = letters | {_letters(district) for district in districts}
    if codes and codes <= {"BT"}:
        return "ni"
    return "scotland" if codes and codes <= _SCOTLAND else "england"


def areas_of_town(name: str) -> frozenset[str]:
    """The postcode areas of a town that is well known; empty for any other."""
    return _AREAS_OF.get(name.lower().strip(), frozenset())


def is_outside(area: str, postcodes: Sequence[str], texts: Iterable[str]) -> bool:
    """True where every place named is known to lie outside. Without a place, or without an area to compare, False."""
    letters, districts = covered(area)
    if not letters and not districts:
        return False
    if postcodes:
        return not any(_inside(code, letters, districts) for code in postcodes)
    towns = [found for text in texts for found in _towns(text)]
    return bool(towns) and not any(codes & (letters | {_letters(d) for d in districts}) for codes in towns)


def _inside(code: str, letters: frozenset[str], districts: frozenset[str]) -> bool:
    outward = code.split(" ")[0]
    return _letters(code) in letters or outward in districts or re.sub(r"[A-Z]$", "", outward) in districts


def _letters(code: str) -> str:
    found = re.match(r"[A-Z]+", code)
    return found.group() if found else ""


def _towns(text: str) -> Iterable[frozenset[str]]:
    for m in _TOWN.finditer(text):
        name = m["town"]
        while name:
            codes = areas_of_town(name)
            if codes:
                yield codes
                break
            name = re.sub(r"[ -]?[A-Za-z']+$", "", name)
