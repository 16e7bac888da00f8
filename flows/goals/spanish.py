"""Spanish words of goals."""

import re

from flows.goals.lexicon import Lexicon, alternatives, phrases, stems, words

NUMBERS = words(
    "diecisiete dieciocho diecinueve veintiún veintiuno veintidós veintitrés veinticuatro veintiséis",
    "veintiocho trescientos cuatrocientos seiscientos ochocientos doscientas trescientas quinientas ambos",
    "ambas quincena veintena treintena centenar par",
    "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis veinte "
    "veinticinco treinta",
    "cuarenta cincuenta sesenta setenta ochenta noventa cien ciento doscientos quinientos mil millón "
    "millones docena decena",
)
_NUMBER = r"(?:\d+|un|una|" + alternatives(NUMBERS) + ")"
_UNIT = r"(?:dias?|semanas?|mes(?:es)?|trimestres?|semestres?|anos?)"

LEXICON = Lexicon(
    code="es",
    function_words=words(
        "el la los las del de y o para con en nuestro nuestra nuestros nuestras un una unos al por entre "
        "que su sus más",
        " hasta    queremos ser cada como lo se  ",
    ),
    hints=words(
        "enero febrero abril mayo junio julio septiembre octubre noviembre diciembre",
        "socios empresas asociadas puesta marcha finales antes",
    ),
    openings=phrases(
        r"(?:nuestra?|la|el) (?:\w+ )?(?:intencion|idea|proposito|meta|plan|ambicion|tarea|deseo) es(?: de| que)?",
        r"(?:nos (?:proponemos|comprometemos|hemos propuesto)(?: a| en)?|aspiramos a|tenemos previsto|prevemos|"
        r"planeamos|esperamos|"
        r"se (?:trata de|preve|pretende|quiere)|la idea es|hay que|nos gustaria|pensamos)(?: que(?= \w+en\b))?",
        r"(?:nuestro|el|mi)\s(?:\w+\s)?(?:objetivo|meta|proposito)\s(?:\w+\s){0,3}?es(?:\sque)?",
        r"(?:objetivo|meta)\s?:",
        r"(?:nosotros\s|el cluster\s)?(?:queremos|quiere|deseamos|vamos a|va a|debemos|debe|tenemos que|"
        r"pretendemos|pretende)",
    ),
    strong_verbs=stems(
        "respond apruebe$ aprueba$ aprueben$ contest inscrib reun acog rehabilit",
        "grabar$ rodar$ escrib lanz capt firm$ firmar firmando firma publi obten obtener conseg consig reduc "
        "reduz aument "
        "organiz abr$ abrir",
        "apertura cre$ crear creando creación duplic triplic visit form$ formar formando form-ación "
        "puesta$ poner poniendo",
        "pon$ desarroll diseñ elabor implant implement constitu fund$ fundar incorpor contrat nombr adopt "
        "aprob instal prob$",
        "probar vend compr present$ presentar presentando presentación traduc traducir celebr realiz "
        "redact entreg finaliz",
        "certific acredit entrevist encuest financi recaud equip alcanz lograr disminu baj$ bajar invit "
        "atra gan$ ganar",
        "inaugur renov registr ofrec identific analiz reclut introduc ampli cerrar complet suscrib difund solicit",
    ),
    weak_verbs=stems(
        "apost hacer$ animar$ volver$ ilusion dignific visibiliz",
        "conocer$ crecer$ posicion aport propici incentiv alent vel$ velar procur serv concienci aspir avanz",
        "evolucion vertebr quedar$ aprovech maximiz cuid preserv estrech acelera enriquec cultiv inspir motiv",
        "agiliz armoniz revitaliz defend atender$ responder$ vivir$ sentir$ ilusion",
        "mejor fortalec reforz refuerz apoy ayud foment promov promoc impuls potenci contribu ser$ convert "
        "volver trabaj",
        "optimiz facilit acompañ intent trat$ tratar reflexion continu seguir estimul colabor cooper "
        "sensibiliz comunic",
        "implic involucr dinamiz consolid explor garantiz asegur intensific busc hacer$ tener$ estar$ "
        "permanecer favorec",
        "animar permitir mantener",
    ),
    completing=stems(
        "fichar$ reclut captar$ matricul",
        "grabar$ rodar$ escrib lanz firmar firma$ firmando publi obten obtener conseg organiz abrir apertura crear "
        "creación puesta$ poner desarroll",
        "diseñ elabor implant implement constitu fundar contrat nombr adopt aprob instal compr presentar "
        "presentación traduc",
        "celebr realiz redact entreg finaliz inaugur renov introduc cerrar complet suscrib solicit",
    ),
    connectors=words("mediante través por gracias y luego , ; ."),
    deadlines=phrases(
        r"en el horizonte (?:de )?20\d\d",
        r"(?:antes|previo|con anterioridad)\s(?:de|del|a)\s(?:(?:la|las|los|el|nuestra|fin|final|"
        r"finales)\s(?:de\s|del\s)?){0,3}"
        r"(?!\d)\w+(?:\s(?:general|de verano|de ano|de navidad))?",
        r"(?:hasta|para|a|en|durante)\s(?:(?:el|la|los|nuestra|nuestro|proxim\w+)\s){0,3}(?:fin|final|"
        r"finales|principios|"
        r"mediados|verano|primavera|otono|invierno|navidad|asamblea|reunion|sesion|feria|congreso|jornada)"
        r"(?:\sde(?:l)?\s(?:la\s|el\s)?(?:ano|mes|trimestre|semestre|proyecto|programa|periodo|curso|"
        r"verano))?"
        r"(?:\sgeneral|\sque viene)?",
        rf"(?:en|dentro de|durante|a lo largo de|por|de aqui a)\s(?:(?:un plazo de|el plazo de|plazo de|los|las|el|"
        rf"menos de|la)\s){{0,2}}"
        rf"(?:proxim\w+\s)?(?:{_NUMBER}\s)?(?:proxim\w+\s)?{_UNIT}(?:\sproximos?|\sque viene)?",
        r"(?:este|esta|el proximo|la proxima|el|la)\s(?:ano|mes|semana|verano|primavera|otono|invierno|"
        r"trimestre|semestre)"
        r"(?:\sproximo|\sque viene|\sen curso)?",
        r"a mas tardar|manana",
    ),
    repetitions=phrases(
        rf"cada\s(?:\w+\s)?{_UNIT}|tod[oa]s\sl[oa]s\s(?:\w+\s)?{_UNIT}|(?:al|por)\s(?:ano|mes|trimestre|"
        rf"semana)",
        r"mensual\w*|anual\w*|trimestral\w*|semanal\w*|regular(?:es|mente)?|periodic\w+|diari\w+|"
        r"continu[oa]s?|semestral\w*",
    ),
    vague_times=phrases(
        r"pronto|lo antes posible|cuanto antes|a (?:largo|medio|corto) plazo|en el futuro|algun dia|en los "
        r"proximos (?:anos|meses)"
        r"|rapidamente|progresivamente",
    ),
    numbers=NUMBERS,
    quantifiers=phrases(
        r"duplic\w+|triplic\w+|(?:la |a la )?mitad|(?:un |dos )?(?:tercios?|cuartos?|tercera parte)|"
        r"mayoria|por ciento|cero|"
        r"al menos un[oa]?|el doble",
        r"(?:cada|tod[oa]s\sl[oa]s)\s(?!mes|ano|semana)(?:\w+\s){1,3}?(?:tiene\w*|es|son|esta\w*|"
        r"dispon\w*)(?=\s(?!satisfech))",
    ),
    determiners=words("un una el la nuestro nuestra este esta"),
    plural=re.compile(r".{3,}s\Z"),
    owners=words("nuestros nuestras los las todos todas sus"),
    verb_shape=re.compile(r"(?:[a-z-]{2,}(?:ar|er|ir|arse|erse|irse|ando|iendo))\Z"),
    weak_phrases=phrases(
        r"participar en (?:el desarrollo|la vida|la transicion)",
        r"dar (?:a conocer|valor|visibilidad|apoyo|respuesta|mas|mejor|voz|impulso)|poner en valor|"
        r"tener (?:en cuenta|mas|mejor)|"
        r"hacer (?:mas|crecer|que|frente)|ganar (?:visibilidad|peso|notoriedad|presencia)|crear valor|(?:ser|"
        r"estar) (?!\w+[ai]d[oa]s? por)",
    ),
    purposes=phrases(r"(?:para|con el fin de|a fin de|con el objetivo de)\b[^,;:.]{8,140},(?=\s*\w+)"),
    acting=phrases(
        r"(?:se\s)?(?:habra|habran|habremos|hayan?|han?|sera|seran|sean?|son|estara|estaran|esten?|queda|quedan|"
        r"quedara|quedaran|haber|tener|tendremos|tendra)\s(?:sido\s)?(?P<verb>\w{2,}(?:ad|id)[oa]s?|hech\w+|"
        r"\w*(?:escrit|abiert|puest|impres|cubiert|elect)[oa]s?)",
        r"(?P<verb2>\w{3,}(?:remos|aran|iran|dran))",
        r"se\s(?P<verb3>\w{3,}(?:ara|era|ira)n?)",
        r"(?:cluster|asociacion|oficina|equipo|socios|empresas|pymes)\s(?P<verb4>\w{3,}(?:ara|era|ira)n?)",
    ),
    verbal_noun=re.compile(
        r"(?:[a-z-]{2,}(?:cion|sion|miento|aje|ura)|firma|compra|venta|entrega|visita|alta|envio|reparto|"
        r"alquiler|cierre|diseno|estreno|recogida|subida|rebaja|bajada)\Z"
    ),
    subordinators=words("que cual cuales cuyo cuya quien quienes porque donde cuando aunque mientras"),
    vague=stems(
        "joven$ jóvenes$ gente$ persona$ personas$ sociedad medioambient ecológ naturaleza generación",
        "generacional relevo motor$ local$ locales$ rural rurales tejido talento juventud",
        "verdader colectiv común$ sólid$ sólida sólido real$ implicación participación vitalidad mayor$",
        "mayores",
        "voz ambiente marca$ espíritu identidad presencia perfil$ influencia diálogo dinámic dinamiz",
        "reconocimiento confianza credib eficacia eficien productiv rentab profesional flexib agil cohesión",
        "clima$ cultura divers inclusi desarrollo económic satisf satisfech content moderno verde$ impacto",
        "potencial condición comunicación información internacion regional posición posicion reputación",
        "prosperidad equipo sinergia ecosistema estrateg relación beneficio ventaja independ resilien",
        "imprescindible atractiv liderazgo lider excelencia vida$ cerca cercan proces estructur mundo",
        "referente referencia circular$ comunidad clúster colaborac cooperac innovac tejido puntero",
        "visibilidad notoriedad competitividad calidad sostenib mejor más nuevo nueva nuevos nuevas bueno "
        "fuerte grande líder",
        "referencia digital transición actividad acción iniciativa proyecto servicio oferta oportunidad "
        "necesidad reto desafío",
        "tema éxito crecimiento valor futuro intercambio red$ redes$ socio socios asociad empresa pyme "
        "pymes partner actor",
        "región territorio economía sector ámbito atractiv facturación ingreso número tasa retención "
        "imagen conocimiento",
        "competencia evento encuentro reunión reuniones solución apoyo promoción europa europe extranjero "
        "innovador industria",
        "mensual miembro",
        short_ending=r"[aoe]?s?",
    ),
)
