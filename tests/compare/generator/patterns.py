"""What the generated texts say on purpose: sentences around facts, titles, tables and names, in English, French, Spanish.

`{0}`, `{1}` stand for facts and links, in the same order in every language.
"""

# Sentences of a case study. Slots are filled by `content.Case`.
RAN = (
    "The Action ran {0}, with {1} in all.",
    "L’Action s’est déroulée {0} et a comporté {1} au total.",
    "La Acción se desarrolló {0} y constó en total de {1}.",
)
MISSION = (
    "A first mission took place in {0}, in the years of {1}.",
    "Une première mission a eu lieu en {0}, dans les années de {1}.",
    "Una primera misión tuvo lugar en {0}, en los años de {1}.",
)
ADOPTED = (
    "The text that came of it was presented on {0}.",
    "Le texte qui en est issu a été présenté le {0}.",
    "El texto resultante se presentó el {0}.",
)
ATTENDED = (
    "The record of the meetings counts {0}.",
    "Les comptes rendus des réunions font état de {0}.",
    "Las actas de las reuniones registran {0}.",
)
CHANGED = (
    "Of those who answered the questionnaire, {0} said that they had changed a procedure.",
    "Parmi les personnes qui ont répondu au questionnaire, {0} disent avoir modifié une procédure.",
    "De quienes respondieron al cuestionario, el {0} dice haber modificado un procedimiento.",
)
PLAN = (
    "The document is known as the {0}, and neighbouring services have asked for it.",
    "Le document est connu sous le nom de {0}, et des services voisins l’ont demandé.",
    "El documento se conoce como {0}, y otros servicios cercanos lo han pedido.",
)
PLAN_NAMES = (
    "Plano municipal de acolhimento", "Guia prático do atendimento", "Programa local de integração",
    "Caderno de procedimentos", "Plano nacional de formação", "Manual do inspetor do trabalho",
)

# Sentences of the chapters.
REQUESTS = (
    "By the end of {1} the programme had received {0}.",
    "À la fin de {1}, le programme avait reçu {0}.",
    "Al terminar {1}, el programa había recibido {0}.",
)
MEETING = (
    "A meeting of {0} brought the offices concerned together for the first time.",
    "Une réunion du {0} a rassemblé pour la première fois les services concernés.",
    "Una reunión del {0} congregó por primera vez a los servicios interesados.",
)
PHASE = (
    "{0} ({1}) gave the subject a place of its own.",
    "{0} ({1}) a donné à ce sujet une place à part.",
    "{0} ({1}) dio a este asunto un lugar propio.",
)
BUDGET = (
    "For {0}, the accounts show a contribution of {1}.",
    "Pour {0}, les comptes font apparaître une contribution de {1}.",
    "Para {0}, las cuentas recogen una contribución de {1}.",
)
TERM = (
    "One notion returns in most requests: {0}.",
    "Une notion revient dans la plupart des demandes : {0}.",
    "Una noción se repite en la mayoría de las solicitudes: {0}.",
)
SEE_CASE = (
    "The case study {0} shows how this was done.",
    "L’étude de cas {0} montre comment on s’y est pris.",
    "El estudio de caso {0} muestra cómo se hizo.",
)
REGION_SHARE = (
    "In the last full year, {0} came from one region alone, out of a total of {1}.",
    "Au cours de la dernière année complète, {0} provenaient d’une seule région, sur un total de {1}.",
    "En el último año completo, {0} procedían de una sola región, de un total de {1}.",
)
GENDER = (
    "Women made up {0} of the experts and men {1}.",
    "Les femmes représentaient {0} des experts et les hommes {1}.",
    "Las mujeres representaban el {0} de los expertos y los hombres el {1}.",
)
EXPERTS = (
    "Of the {0} names in the roster, most belong to officials in service.",
    "Des {0} noms que compte le fichier, la plupart sont ceux de fonctionnaires en activité.",
    "De los {0} nombres del registro, la mayoría corresponde a funcionarios en activo.",
)
CASES = (
    "This volume holds {0}, from {1}.",
    "Ce volume réunit {0}, provenant de {1}.",
    "Este volumen reúne {0}, procedentes de {1}.",
)
SPAN = (
    "The work described here began on {0} and was brought to an end on {1}.",
    "Les travaux décrits ici ont commencé le {0} et ont pris fin le {1}.",
    "Los trabajos que aquí se describen comenzaron el {0} y concluyeron el {1}.",
)
LAUNCH = (
    "The publication was presented on {0}.",
    "La publication a été présentée le {0}.",
    "La publicación se presentó el {0}.",
)

# Headings: something, for somebody.
SUBJECTS = (
    ("Training", "Formation", "Formación"),
    ("Procedures", "Procédures", "Procedimientos"),
    ("A strategy", "Une stratégie", "Una estrategia"),
    ("Data", "Données", "Datos"),
    ("Dialogue", "Dialogue", "Diálogo"),
    ("A manual", "Un manuel", "Un manual"),
    ("Guidelines", "Lignes directrices", "Directrices"),
    ("Legislation", "Législation", "Legislación"),
    ("Cooperation", "Coopération", "Cooperación"),
    ("Study visits", "Visites d’étude", "Visitas de estudio"),
    ("An action plan", "Un plan d’action", "Un plan de acción"),
    ("Information campaigns", "Campagnes d’information", "Campañas de información"),
    ("An online course", "Un cours en ligne", "Un curso en línea"),
    ("Consultations", "Consultations", "Consultas"),
)
AUDIENCES = (
    ("for municipalities", "pour les communes", "para los municipios"),
    ("for border officials", "pour les agents des frontières", "para los agentes de fronteras"),
    ("for young people", "pour les jeunes", "para los jóvenes"),
    ("for citizens abroad", "pour les citoyens établis à l’étranger", "para los ciudadanos residentes en el extranjero"),
    ("for labour inspectors", "pour les inspecteurs du travail", "para los inspectores de trabajo"),
    ("for local authorities", "pour les autorités locales", "para las autoridades locales"),
    ("for consular staff", "pour le personnel consulaire", "para el personal consular"),
    ("for seasonal workers", "pour les travailleurs saisonniers", "para los trabajadores de temporada"),
    ("for shelters", "pour les centres d’accueil", "para los centros de acogida"),
    ("for families", "pour les familles", "para las familias"),
    ("for students and researchers", "pour les étudiants et les chercheurs", "para los estudiantes e investigadores"),
    ("for those who return", "pour les personnes qui rentrent", "para las personas que regresan"),
    ("for judges and prosecutors", "pour les juges et les procureurs", "para jueces y fiscales"),
    ("for statistical offices", "pour les offices statistiques", "para las oficinas de estadística"),
    ("for parliaments", "pour les parlements", "para los parlamentos"),
)
CHAPTERS = {
    "00-message": ("The original and this edition", "L’original et la présente édition", "El original y esta edición"),
    "01-features": ("How the programme works", "Le fonctionnement du programme", "Cómo funciona el programa"),
    "02-context": ("The policy around it", "La politique qui l’entoure", "La política que lo rodea"),
    "03-action": ("The programme in practice", "Le programme en pratique", "El programa en la práctica"),
    "04-lessons": ("What was learnt", "Les enseignements", "Las enseñanzas"),
    "05-outlook": ("Outlook", "Perspectives", "Perspectivas"),
}
CASE_HEADINGS = (
    ("Context", "Contexte", "Contexto"),
    ("Background", "Historique", "Antecedentes"),
    ("Impact", "Impact", "Impacto"),
)
OVERVIEW = ("All case studies", "Toutes les études de cas", "Todos los estudios de caso")
SOURCES_LIST = ("List of sources", "Liste des sources", "Lista de fuentes")
IN_SHORT = (
    ("In short", "En bref", "En resumen"),
    ("What to remember", "À retenir", "Qué conviene recordar"),
    ("A question of method", "Une question de méthode", "Una cuestión de método"),
    ("Words used here", "Les mots employés ici", "Las palabras que aquí se usan"),
)
QUESTIONS = (
    ("Who asks?", "Qui présente la demande ?", "¿Quién presenta la solicitud?"),
    ("Who answers?", "Qui y répond ?", "¿Quién responde?"),
    ("What remains?", "Que reste-t-il ?", "¿Qué queda?"),
    ("How long does it take?", "Combien de temps faut-il ?", "¿Cuánto tiempo hace falta?"),
    ("Who pays?", "Qui finance ?", "¿Quién financia?"),
    ("Who reads it?", "Qui le lit ?", "¿Quién lo lee?"),
    ("What was left out?", "Qu’a-t-on laissé de côté ?", "¿Qué se dejó de lado?"),
)
TABLE_WORDS = {
    "question": ("Question", "Question", "Pregunta"),
    "answer": ("Answer of the record", "Ce qu’en disent les documents", "Lo que dicen los documentos"),
    "step": ("Step", "Étape", "Etapa"),
    "month": ("Month", "Mois", "Mes"),
    "participants": ("Participants", "Participants", "Participantes"),
    "result": ("Result", "Résultat", "Resultado"),
    "country": ("Country", "Pays", "País"),
    "case": ("Case study", "Étude de cas", "Estudio de caso"),
    "theme": ("Thematic area", "Domaine thématique", "Área temática"),
    "dates": ("Dates", "Dates", "Fechas"),
    "subject": ("Subject", "Sujet", "Tema"),
}
STEPS = (
    ("Assessment mission", "Mission d’évaluation", "Misión de evaluación"),
    ("Background paper", "Document d’analyse", "Documento de análisis"),
    ("Thematic workshop", "Atelier thématique", "Taller temático"),
    ("Regional consultations", "Consultations régionales", "Consultas regionales"),
    ("Study visit", "Visite d’étude", "Visita de estudio"),
    ("Drafting session", "Séance de rédaction", "Sesión de redacción"),
    ("Training of trainers", "Formation de formateurs", "Formación de formadores"),
    ("Second training course", "Deuxième cours de formation", "Segundo curso de formación"),
    ("Public presentation", "Présentation publique", "Presentación pública"),
    ("Closing round-table", "Table ronde de clôture", "Mesa redonda de cierre"),
)
RESULTS = (
    ("report", "rapport", "informe"), ("agreed draft", "projet approuvé", "borrador aprobado"),
    ("printed manual", "manuel imprimé", "manual impreso"), ("list of needs", "liste des besoins", "lista de necesidades"),
    ("course for new staff", "cours pour les nouveaux agents", "curso para el nuevo personal"),
    ("action plan", "plan d’action", "plan de acción"), ("minutes", "procès-verbal", "acta"),
)
INSTITUTIONS = (
    ("Ministry of Development and Planning", "Ministère du Plan et du Développement", "Ministerio de Desarrollo y Planificación"),
    ("Ministry of Employment and Vocational Training", "Ministère de l’Emploi et de la Formation professionnelle", "Ministerio de Empleo y Formación Profesional"),
    ("Directorate for Diaspora Affairs, Ministry of Foreign Affairs", "Direction de la diaspora, ministère des Affaires étrangères", "Dirección de Asuntos de la Diáspora, Ministerio de Asuntos Exteriores"),
    ("Ministry of Labour, Migration and Employment", "Ministère du Travail, des Migrations et de l’Emploi", "Ministerio de Trabajo, Migración y Empleo"),
    ("Ministry of Social Development", "Ministère du Développement social", "Ministerio de Desarrollo Social"),
    ("National Institute of Statistics", "Institut national de la statistique", "Instituto Nacional de Estadística"),
    ("Directorate General of Migration", "Direction générale des migrations", "Dirección General de Migración"),
    ("State Migration Service", "Service national des migrations", "Servicio Estatal de Migración"),
    ("Ministry of Justice", "Ministère de la Justice", "Ministerio de Justicia"),
    ("Ministry of Youth and Sports", "Ministère de la Jeunesse et des Sports", "Ministerio de Juventud y Deportes"),
    ("National Commission against Trafficking", "Commission nationale de lutte contre la traite", "Comisión Nacional contra la Trata"),
    ("Cabinet of the Prime Minister", "Cabinet du Premier ministre", "Gabinete del Primer Ministro"),
)
FIGURE_LABELS = {
    "requests": ("requests received", "demandes reçues", "solicitudes recibidas"),
    "case-studies": ("case studies", "études de cas", "estudios de caso"),
    "countries": ("countries", "pays", "países"),
}
TITLE = ("Practice and Partnership", "Pratiques et partenariats", "Prácticas y alianzas")
SUBTITLE = (
    "Capacity building between administrations, 2009–2019: a generated publication",
    "Le renforcement des capacités entre administrations, 2009–2019 : une publication générée",
    "El fortalecimiento de capacidades entre administraciones, 2009-2019: una publicación generada",
)
DESCRIPTION = (
    "A generated publication for measuring how long typesetting takes. Its sentences mean nothing.",
    "Une publication générée pour mesurer la durée de la composition. Ses phrases ne veulent rien dire.",
    "Una publicación generada para medir cuánto dura la composición. Sus frases no significan nada.",
)

# Countries by region, as code, English, French, Spanish.
PARTNERS = """
west-central-africa|CV|Cabo Verde|Cabo Verde|Cabo Verde
west-central-africa|CI|Côte d’Ivoire|Côte d’Ivoire|Côte d’Ivoire
west-central-africa|ML|Mali|Mali|Malí
west-central-africa|NE|Niger|Niger|Níger
west-central-africa|BJ|Benin|Bénin|Benín
west-central-africa|TG|Togo|Togo|Togo
west-central-africa|GH|Ghana|Ghana|Ghana
west-central-africa|SN|Senegal|Sénégal|Senegal
west-central-africa|SL|Sierra Leone|Sierra Leone|Sierra Leona
west-central-africa|CM|Cameroon|Cameroun|Camerún
east-southern-africa|MG|Madagascar|Madagascar|Madagascar
east-southern-africa|MW|Malawi|Malawi|Malaui
east-southern-africa|MU|Mauritius|Maurice|Mauricio
east-southern-africa|KE|Kenya|Kenya|Kenia
east-southern-africa|ZM|Zambia|Zambie|Zambia
east-southern-africa|LS|Lesotho|Lesotho|Lesoto
east-southern-africa|RW|Rwanda|Rwanda|Ruanda
east-southern-africa|UG|Uganda|Ouganda|Uganda
asia|PH|Philippines|Philippines|Filipinas
asia|TJ|Tajikistan|Tadjikistan|Tayikistán
asia|KG|Kyrgyzstan|Kirghizistan|Kirguistán
asia|LK|Sri Lanka|Sri Lanka|Sri Lanka
asia|VN|Viet Nam|Viêt Nam|Viet Nam
asia|MN|Mongolia|Mongolie|Mongolia
asia|NP|Nepal|Népal|Nepal
latin-america-caribbean|AR|Argentina|Argentine|Argentina
latin-america-caribbean|BR|Brazil|Brésil|Brasil
latin-america-caribbean|CR|Costa Rica|Costa Rica|Costa Rica
latin-america-caribbean|MX|Mexico|Mexique|México
latin-america-caribbean|PE|Peru|Pérou|Perú
latin-america-caribbean|BO|Bolivia|Bolivie|Bolivia
latin-america-caribbean|EC|Ecuador|Équateur|Ecuador
latin-america-caribbean|JM|Jamaica|Jamaïque|Jamaica
eu-neighbourhood|AZ|Azerbaijan|Azerbaïdjan|Azerbaiyán
eu-neighbourhood|BY|Belarus|Biélorussie|Bielorrusia
eu-neighbourhood|JO|Jordan|Jordanie|Jordania
eu-neighbourhood|MD|Moldova|Moldavie|Moldavia
eu-neighbourhood|GE|Georgia|Géorgie|Georgia
eu-neighbourhood|AM|Armenia|Arménie|Armenia
eu-neighbourhood|TN|Tunisia|Tunisie|Túnez
"""
MEMBER_STATES = """
AT|Austria|Autriche|Austria
BE|Belgium|Belgique|Bélgica
BG|Bulgaria|Bulgarie|Bulgaria
CZ|Czechia|Tchéquie|Chequia
DE|Germany|Allemagne|Alemania
DK|Denmark|Danemark|Dinamarca
ES|Spain|Espagne|España
FI|Finland|Finlande|Finlandia
FR|France|France|Francia
GR|Greece|Grèce|Grecia
IE|Ireland|Irlande|Irlanda
IT|Italy|Italie|Italia
LT|Lithuania|Lituanie|Lituania
MT|Malta|Malte|Malta
NL|Netherlands|Pays-Bas|Países Bajos
PL|Poland|Pologne|Polonia
PT|Portugal|Portugal|Portugal
RO|Romania|Roumanie|Rumanía
SE|Sweden|Suède|Suecia
SI|Slovenia|Slovénie|Eslovenia
"""
# Acronyms that stand beside those of the glossary.
ACRONYMS_TITLE = ("Acronyms", "Sigles et acronymes", "Siglas y acrónimos")
ACRONYMS = (
    ("COM", ("document of the European Commission", "document de la Commission européenne", "documento de la Comisión Europea")),
    ("DCI", ("Development Cooperation Instrument", "instrument de coopération au développement", "Instrumento de Cooperación al Desarrollo")),
    ("ECOWAS", ("Economic Community of West African States", "Communauté économique des États de l’Afrique de l’Ouest", "Comunidad Económica de los Estados de África Occidental")),
    ("EDF", ("European Development Fund", "Fonds européen de développement", "Fondo Europeo de Desarrollo")),
    ("EEAS", ("European External Action Service", "Service européen pour l’action extérieure", "Servicio Europeo de Acción Exterior")),
    ("EU", ("European Union", "Union européenne", "Unión Europea")),
    ("ILO", ("International Labour Organization", "Organisation internationale du travail", "Organización Internacional del Trabajo")),
    ("IOM", ("International Organization for Migration", "Organisation internationale pour les migrations", "Organización Internacional para las Migraciones")),
    ("NGO", ("non-governmental organisation", "organisation non gouvernementale", "organización no gubernamental")),
    ("OECD", ("Organisation for Economic Co-operation and Development", "Organisation de coopération et de développement économiques", "Organización para la Cooperación y el Desarrollo Económicos")),
    ("OSCE", ("Organization for Security and Co-operation in Europe", "Organisation pour la sécurité et la coopération en Europe", "Organización para la Seguridad y la Cooperación en Europa")),
    ("UN", ("United Nations", "Nations unies", "Naciones Unidas")),
    ("UNDP", ("United Nations Development Programme", "Programme des Nations unies pour le développement", "Programa de las Naciones Unidas para el Desarrollo")),
    ("UNICEF", ("United Nations Children’s Fund", "Fonds des Nations unies pour l’enfance", "Fondo de las Naciones Unidas para la Infancia")),
    ("WHO", ("World Health Organization", "Organisation mondiale de la santé", "Organización Mundial de la Salud")),
)
