"""Words that stand where a name is asked for: nobody, myself, titles, and what joins two names."""

_NOBODY = """
    tbd tbc tba tbn na nil none nobody noone null nothing unknown open vacant pending later unassigned undecided
    todo xxx xx x nn tobedefined tobedecided tobedetermined tobeconfirmed tobeagreed tobenamed tobeannounced
    tobediscussed notyet notyetknown notyetdecided notknown notknownyet notclear notassigned noidea dontknow
    idontknow notapplicable someone somebody anyone anybody whoever etc andothers andmore offen nochoffen niemand
    keiner keine kein unbekannt unklar nochunklar nochunbekannt folgt wirdnochbenannt wirdnochbestimmt zubestimmen
    zuklaren zuklaeren nochzuklaren nochzubestimmen nochzubenennen stehtnochnichtfest keineangabe ka jemand
    nochniemand nochnicht usw ua spater personne adefinir adeterminer apreciser aconfirmer adesigner anommer
    adecider avoir aucun aucune inconnu inconnue neant so encoreinconnu pasencore pasencoredefini quelquun
    nonattribue nadie pordefinir pordeterminar porconfirmar pordecidir pordesignar ninguno ninguna pendiente
    desconocido sinasignar sindefinir alguien aunno nessuno nessuna dadefinire dastabilire dadecidere daconfermare
    dadeterminare danominare nd sconosciuto qualcuno nonancora nonassegnato nikt doustalenia brak douzgodnienia
    dopotwierdzenia dookreslenia nieznany niewiadomo ktos jeszczenie لااحد غيرمحدد لميحدد لميحددبعد يحددلاحقا
    سيحددلاحقا لايوجد غيرمعروف لاشيء
"""
NOBODY = frozenset(_NOBODY.split())
"""Folded, and without anything between the letters."""

_MYSELF = """
    me myself i meself ich ichselbst mich michselbst selbst moi moimeme je yo yomismo yomisma io iostesso iostessa
    mestesso mestessa ja jasam jasama انا نفسي انانفسي انابنفسي
"""
MYSELF = frozenset(_MYSELF.split())
"""As `NOBODY`: who writes this."""

_TITLES = """
    dr drs prof professor mr mrs ms mx miss sir dame lady lord rev hon eng
    herr frau hr fr dipl dipling ing diplom mag magister univ doz priv habil hc
    m mme mlle monsieur madame mademoiselle maitre
    sr sra srta don dona senor senora lic
    sig sigra sigrina signor signora signore dott dottssa dottoressa dottore profssa avv arch geom
    pan pani mgr inz hab
    الدكتور الدكتوره د السيد السيده الاستاذ الاستاذه المهندس المهندسه
"""
TITLES = frozenset(_TITLES.split())
"""Before a name, folded and without their dots."""

_WITH_A_DOT = "m fr hr ms don dona pan د mag ing hab eng sir dame lady lord miss rev hon lic arch univ so"
PLAIN_TITLES = TITLES - frozenset(_WITH_A_DOT.split())
"""Those that are no names themselves, also without their dot."""

_OUTSIDE = """
    outside somebodyoutside someoneoutside external extern externe externer externo externa esterno esterna
    zewnetrzny zewnetrzna خارجي خارجيه
"""
OUTSIDE_WORDS = frozenset(_OUTSIDE.split())
"""As `NOBODY`: before a colon and somebody who is no colleague."""

_DEGREES = "phd msc mba ma bsc ba llm llb mphil md dphil jr sr ii iii esq mr ing dr"
DEGREES = frozenset(_DEGREES.split())
"""Behind a name and a comma, folded and without their dots."""

_AND = "and und et ed oraz sowie plus or oder ou lub oppure och en"
_JOINING = (
    "as well as|ainsi que|sowie auch|und auch|and also|so wie|asi como|así como|nonche|nonché|jak rowniez|jak również"
)
_BESIDE = "together with|along with|with|zusammen mit|mit|avec|con|insieme a|wraz z|razem z|أو|مع"
AND = (*_AND.split(), *_JOINING.split("|"), *_BESIDE.split("|"))
"""What joins two names, in any case."""

AND_SMALL = ("y", "e", "i", "u", "o")
"""What joins two names where it is written small."""
