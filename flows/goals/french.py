"""French words of goals."""

import re

from flows.goals.lexicon import Lexicon, alternatives, phrases, stems, words

NUMBERS = words(
    "dix-sept dix-huit dix-neuf vingt-et-un vingt-deux vingt-quatre vingt-huit trente-cinq quarante-cinq",
    "deux-cents quatre-vingt quatre-vingt-dix soixante-quinze huitaine",
    "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt vingt-cinq trente",
    "quarante cinquante soixante soixante-dix quatre-vingts cent cents mille million dizaine douzaine quinzaine",
    "vingtaine trentaine cinquantaine centaine",
)
_NUMBER = r"(?:\d+|un|une|" + alternatives(NUMBERS) + ")"
_UNIT = r"(?:jours?|semaines?|mois|trimestres?|semestres?|ans?|annees?)"
_DATE_PART = r"(?:fin|debut|mi|milieu)"

LEXICON = Lexicon(
    code="fr",
    function_words=words(
        "l' d' qu' s' n' c' j' m' le la les du des de et ou pour avec dans notre nos nous une un en au aux "
        "par sur entre leurs leur qui que",
        "plus être sont est  d'ici    jusqu'au chaque ici  ",
    ),
    hints=words(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "membres adhérents entreprises mise place avant",
    ),
    openings=phrases(
        r"(?:notre|l') ?(?:\w+ )?(?:intention|souhait|projet|volonte|mission|but|tache) (?:\w+ )?est (?:de|d')",
        r"(?:il s' agit|nous (?:proposons|avons pour (?:but|objectif|ambition)|prevoyons|envisageons|projetons|"
        r"esperons)) (?:de|d')",
        r"nous (?:nous )?(?:engageons|visons|cherchons|aspirons|tenons) a|nous nous (?:proposons|"
        r"fixons pour objectif) (?:de|d')",
        r"(?:l'|notre|le|son) (?:\w+ )?(?:objectif|but|ambition|idee) est (?:de|d'|que)",
        r"(?:notre|l'|le|mon)\s?(?:\w+\s)?(?:objectif|but|ambition)\s(?:\w+\s){0,3}?est\s(?:de|d'|que)",
        r"objectif\s?:",
        r"(?:nous|on|le cluster|le reseau)\s(?:voulons|veut|souhaitons|souhaite|allons|va|devons|doit|comptons)",
    ),
    strong_verbs=stems(
        "répond repér accueill obtienn",
        "tourner$ écri lanc recrut sign publi obten obtenir form$ former formant formation organis rédui augment "
        "dévelop cré$ créer",
        "création créant ouvr fond$ fonder ouverture adopt élabor mise$ mettre mettant place$ visit acquér "
        "acquisition doubl tripl",
        "attir gagn rassembl réalis rédig réalisation embauch nomm install test déploy vend achet conclu diffus",
        "soumett soumission dépos dépôt labellis certifi interview enquêt traduire traduction financ lev$",
        "lever levée",
        "collect équip atteindre porter$ diminu baiss invit accueill inaugur produi rénov inscri propos",
        "présent offrir",
        "élargi convain identifi analys remport tenir termin finalis livr construi constitu",
    ),
    weak_verbs=stems(
        "rendre$ miser$ misons$ parier$ sensibilis éveill",
        "connaître rayonn grandir évolu pouss$ pousser incit oeuvr demeur affirm positionn inspir agir$",
        "répondre maximis attis préserv pérennis accélér avanc progress rapproch$ rapprocher",
        "motiv nourrir cultiv enrichi fluidifi revitalis harmonis soign prôn défend ",
        "vis$ viser viv$ vivre",
        "amélior renforc soutenir soutien soutenant appuy aid$ aider aidant favoris encourag contribu",
        "particip-mieux",
        "être$ devenir devenant travaill promouvoir promotion valoris optimis facilit accompagn essay tent$ tenter",
        "réfléch poursuiv continu stimul collabor coopér sensibilis communiqu impliqu dynamis",
        "consolid explor veill",
        "assur garanti intensifi cherch faire$ avoir$ rester occuper maintenir permettre",
    ),
    completing=stems(
        "engager$",
        "tourner$ écri lanc sign publi obten obtenir organis dévelop créer création cré$ ouvr ouverture fond$ "
        "fonder adopt élabor mise$",
        "mettre acquér réalis rédig embauch nomm recrut install déploy achet conclu soumett soumission dépos dépôt",
        "inaugur traduire rénov finalis termin livr constitu test produi construi",
    ),
    connectors=words("en par grâce via et puis , ; . moyennant"),
    deadlines=phrases(
        r"a l' horizon (?:de )?20\d\d",
        rf"d'\s?ici(?:\s(?:a\s)?(?:le|la|l'|les|au|aux|un|une|{_DATE_PART}|noel|paques|"
        rf"demain))*\s?(?!\d)(?:\w+\s){{0,2}}?"
        r"(?:assemblee generale|assemblee|reunion|seance|session|salon|congres|ete|hiver|automne|printemps|"
        r"annee|ans?|mois|"
        r"semaines?|trimestre|semestre|noel|paques|rentree|demain|vacances|conference|projet|"
        r"programme)(?:\sprochaine?|\sgenerale)?",
        rf"avant\s(?:(?:le|la|l'|les|notre|{_DATE_PART}|de)\s?){{0,3}}(?!\d)(?:\w+\s)?\w+(?:\s(?:estivale|"
        rf"generale|d' ete))?",
        rf"(?:dans|sous|au cours|durant|pendant|sur|a l' horizon)\s(?:(?:les|des|de|l'|un delai de|delai "
        rf"de)\s?){{0,2}}"
        rf"(?:prochain(?:e|s|es)?\s)?{_NUMBER}?\s?(?:prochain(?:e|s|es)?\s)?{_UNIT}(?:\sprochaine?s?|\sa "
        rf"venir)?",
        rf"en\s{_NUMBER}\s{_UNIT}",
        r"(?:a|au|en|pour|jusqu'\s?(?:a|au|en)|des)?\s?(?:la |l' |le )?(?:fin|milieu|debut)\s(?:de\s|du\s|"
        r"de l'\s?)"
        r"(?:la\s|l'\s)?(?:annee|mois|trimestre|semestre|projet|programme|periode)(?:\sprochaine?)?",
        r"(?:l'\s?|cette\s|cet\s|ce\s|le\s|la\s)(?:annee|ete|automne|hiver|printemps|trimestre|semestre|"
        r"mois|semaine)"
        r"(?:\sprochaine?|\sen cours)",
        r"(?:cette annee|cet ete|cet automne|cet hiver|ce printemps|ce mois-?ci|ce trimestre|demain)",
        r"(?:lors de|a|pour)\s(?:la|l'|le|notre)\s?prochaine?\s\w+(?:\s\w+)?",
    ),
    repetitions=phrases(
        rf"chaque\s(?:annee|mois|semaine|trimestre|jour|semestre|printemps|ete|automne)|tous les "
        rf"(?:\w+\s)?{_UNIT}|toutes les "
        rf"(?:\w+\s)?{_UNIT}|par\s(?:an|mois|semaine|trimestre)",
        r"mensuel\w*|annuel\w*|trimestriel\w*|hebdomadaire\w*|regulier\w*|regulierement|quotidien\w*|en "
        r"continu|semestriel\w*",
    ),
    vague_times=phrases(
        r"bientot|prochainement|des que possible|au plus vite|le plus (?:tot|vite) possible|a (?:long|"
        r"moyen|court) terme|"
        r"a l' avenir|un jour|dans les (?:prochaines annees|annees a venir|prochains mois)|rapidement|"
        r"progressivement|a terme",
    ),
    numbers=NUMBERS,
    quantifiers=phrases(
        r"doubl(?:er|ant|ement)|tripl(?:er|ant|ement)|(?:la |de )?moitie|(?:un |deux |d' un )?(?:tiers|"
        r"quart)|majorite|"
        r"pour cent|pourcent|zero|au moins une?|deux fois plus",
        r"(?:chaque|tous les|toutes les)\s(?!mois|ans)(?:\w+\s){1,3}?(?:a|ont|est|sont|"
        r"dispose\w*)(?=\s(?!satisfait))",
    ),
    determiners=words("un une le la l' notre ce cette d'un d'une"),
    plural=re.compile(r".{3,}(?:s|x)\Z"),
    owners=words("nos les des tous toutes leurs ses"),
    verb_shape=re.compile(r"(?:[a-z-]{2,}(?:er|ir|re|ant))\Z"),
    weak_phrases=phrases(
        r"porter (?:la voix|haut)|rendre (?:\w+[ ']+){1,4}plus",
        r"participer (?:au developpement|a la (?:vie|dynamique|transition|promotion))",
        r"(?:mieux )?fai(?:re|sons) (?:mieux )?(?:connaitre|rayonner|grandir|evoluer|avancer|progresser|vivre|"
        r"valoir|preuve|partie|plus)|"
        r"donner (?:envie|de la|plus|du sens|une)|mettre en (?:valeur|lumiere|avant|reseau)|"
        r"prendre (?:en compte|soin)|"
        r"tenir compte|tirer parti|jouer un|creer (?:du lien|de la valeur)|mieux \w+(?:er|ir|re)|etre|rester|devenir",
    ),
    purposes=phrases(r"(?:pour|afin d[e']|afin qu[e']|en vue de)\b[^,;:.]{8,140},(?=\s*\w+)"),
    acting=phrases(
        r"(?:sera|seront|soit|soient|aura|auront|avoir|ont|est|sont)\s(?:ete\s)?(?:\w+ement\s)?"
        r"(?P<verb>\w{2,}(?:e|ee|es|ees|i|ie|is|ies|u|ue|us|ues|it|ite|its|ites|ert|erte|erts|ertes|int|ints|"
        r"inte|intes|ait|aits|aite|aites)|mise?s?)(?=\W|$)",
        r"(?P<verb2>irons|ferons|\w{3,}(?:rons|eront|iront|dront|tront))",
        r"nous\s(?P<verb3>\w{3,}ons)",
        r"(?:cluster|pole|reseau|equipe|bureau|association|adherents|membres|entreprises)\s"
        r"(?P<verb4>\w{3,}r(?:a|ont))",
    ),
    verbal_noun=re.compile(
        r"(?:[a-z-]{2,}(?:tion|sion|ment|age|ture|aison)|remise|embauche|vente|achat|envoi|visite|pose|depot|"
        r"location|collecte|conquete|reprise|montee|choix|tenue|accueil|installation)\Z"
    ),
    subordinators=words("qui que dont lequel laquelle afin parce lorsque lesquels lesquelles où puisque tandis"),
    vague=stems(
        "jeune$ jeunes$ gens$ personne$ personnes$ société environnement écolog nature$ génération vivant",
        "souverain moteur$ local$ locale$ locaux$ rural ruraux rurale industriel industrielle",
        "ancrage enracin territorial",
        "vrai$ vraie$ vrais vraies collecti commun$ commune$ communs partag concret solide réel participation",
        "vitalité",
        "voix ambiance marque$ esprit identité présence profil$ influence dialogue dynami reconnaissance",
        "confiance crédib efficac productiv rentab professionn flexib agil cohésion climat culture divers",
        "inclusi développement économi satisf moderne vert$ verte$ impact potentiel condition communication",
        "information internation régional position place$ réputation qualité prospérité équipier synergie",
        "écosystème stratég relation bénéfice avantage indépend résilien incontournable attractiv rayonnement",
        "acteur esprit excell vie$ proche compétent structur processus monde$ pôle cluster grappe filière",
        "visibilité notoriété compétitivité qualité durable durabilité mieux plus nouveau nouvel nouvelle "
        "nouveaux meilleur",
        "fort forte grand leader référence numérique numérisation transition activité action initiative "
        "projet service offre",
        "opportunité besoin défi enjeu thème succès croissance valeur avenir échange réseau lien membre "
        "adhérent entreprise",
        "pme partenaire acteur région territoire économie filière$ secteur domaine attractif chiffre "
        "affaires revenu recette",
        "nombre taux part fidélisation image savoir compétence événement rencontre réunion solution soutien appui",
        "promotion europe europé étranger ensemble innovant industrie régulier chaque",
        short_ending=r"(?:e?s?|x)",
    ),
)
