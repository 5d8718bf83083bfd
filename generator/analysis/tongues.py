"""How sentences begin that hang on the one before, in languages other than English.

A pattern for each language; each of its alternatives begins with a whole word, by which it is found quickly.
"""

_THIS_TEXT_ES = (
    r"(?!\s(?:\w+\s){0,2}(?:artículo|post|entrada|texto|tutorial|vídeo|serie|año|mes|semana|mañana))"
)
_THIS_TEXT_PT = r"(?!\s(?:\w+\s){0,2}(?:artigo|post|texto|tutorial|vídeo|série|ano|mês|semana|manhã))"
_GERMAN = (
    # Who or what is meant stands before.
    r"(?:er|sie|ihn|ihm|ihnen|ihr|ihre|ihrem|ihren|ihrer|ihres|sein|seine|seinem|seinen|seiner|seines|dies"
    r"|dieser"
    r"|diese|dieses|diesem|diesen|das|solche|solcher|jener|jene|jenes|beide(?! \w+ [A-ZÄÖÜ])|deren|dessen"
    r"|dabei|dafür|dadurch|darum|deshalb|deswegen|daher|daraus|daran|darauf|darin|darüber|davon|dazu|damit"
    r"|hierfür"
    r"|hierzu|hierbei|hiermit|dort"
    # It is joined to what stands before.
    r"|oder|aber|denn|doch|sondern|jedoch|allerdings|außerdem|zudem|dennoch|trotzdem|somit|folglich"
    r"|stattdessen"
    r"|beispielsweise|zum Beispiel|im Gegenteil|mit anderen Worten|das heißt|auf diese Weise|in diesem Fall"
    r"|einer davon|eine davon|eines davon)"
)
_FRENCH = (
    r"(?:il(?! (?:y a|n['’]y a|faut|s['’]agit|semble|convient|existe|reste|suffit|est (?:possible|impossible"
    r"|important"
    r"|essentiel|nécessaire|difficile|facile|temps|vrai|clair|rare|utile|inutile|intéressant)))"
    r"|elle|ils|elles|ce|cela|ceci|ça|cet|cette|ces|celui-ci|celle-ci|ceux-ci|celles-ci|ce dernier|leur"
    r"|leurs|son"
    r"|sa|ses|tous deux|toutes deux|c['’](?:est|était|étaient)"
    r"|mais|ou(?! bien\b)|or|car|donc|ni|ainsi(?=,)|pourtant|cependant|toutefois|néanmoins|en effet|de plus"
    r"|en outre"
    r"|par ailleurs|par conséquent|par exemple|du coup|pour cela|pour ça|pour ce faire|dans ce cas"
    r"|en revanche"
    r"|au contraire|de cette (?:façon|manière)|à son tour|autrement dit|d['’]autre part|d['’]un autre côté"
    r"|l['’]un d['’](?:eux|entre eux)|l['’]une d['’](?:elles|entre elles))"
)
_SPANISH = (
    r"(?:él|ella|ellos|ellas|este|esto|esta|estos|estas|ese|eso|esa|esos|esas|aquel|aquello|aquella|aquellos"
    r"|aquellas"
    r"|ambos|ambas|su|sus|dicho|dicha|dichos|dichas|le|les|ahí|allí"
    r"|lo(?! (?:que|más|menos|mejor|peor|primero|segundo|único|importante|interesante|bueno|malo|cierto"
    r"|curioso"
    r"|normal|ideal|último|difícil|fácil|correcto|bonito|siguiente|principal|contrario|habitual|esencial)\b)"
    r"|pero|sino|pues|porque|ni|tampoco|además|asimismo|sin embargo|no obstante|en cambio|por el contrario"
    r"|aun así"
    r"|así que|así(?=,)|entonces|luego(?=,)|también(?=,)|es decir|o sea|mientras tanto|a su vez"
    r"|en consecuencia"
    r"|como (?:resultado|consecuencia)|por ejemplo|en otras palabras|por otro lado|por otra parte|de ahí"
    r"|de hecho"
    r"|por (?:eso|ello|esto|lo tanto|tanto)|para (?:eso|ello|esto)|con (?:eso|ello|esto)|de (?:eso|ello|esto)"
    r"|tras (?:eso|ello|esto)|pese a (?:eso|ello|esto)|a pesar de (?:eso|ello|esto)|gracias a (?:eso|ello"
    r"|esto)"
    rf"|(?:en|de|con|para|por|tras|desde|a) (?:este|esta|estos|estas|ese|esa|esos|esas|dicho|dicha|aquel"
    rf"|aquella)"
    rf"{_THIS_TEXT_ES}|del mismo modo|al (?:mismo tiempo|respecto)"
    r"|si (?:eso|esto|no es así|es así|no lo)|una vez (?:hecho|dicho|visto|tengamos|tenemos|hayas) (?:esto"
    r"|eso|lo)"
    r"|(?:el|la|los|las) (?:otro|otra|otros|otras|segundo|segunda|mismo|misma|anterior|último|última)"
    r" (?:es|era|fue|son|eran|fueron|tiene|tienen|puede|está)|(?:uno|una|alguno|alguna|algunos|algunas) de"
    r" (?:ellos|ellas|estos|estas|esos|esas)"
    r"|(?:para|al|tras|antes de|después de|sin) \w+[aeií]r(?:lo|la|los|las|le|les|selo|sela)(?=[ ,])"
    r"|(?:haciendo|usando|utilizando) (?:esto|eso|lo)|o(?! bien\b)|u"
    # Nobody is named: the verb stands first.
    r"|(?:es|era|fue|son|eran|fueron) (?:un|una|unos|unas|el|la|los|las|mi|su|muy|más)\b"
    r"(?!.{0,80}\b(?:idea|pena|lástima|placer|error|hora|verdad|vez|momento|que)\b)"
    r"|(?:tiene|tienen|tenía|tenían|lleva|llevaba|permite|permiten|ofrece|ofrecen|incluye|incluyen|devuelve"
    r"|contiene"
    r"|consiste|consta|está escrito|está escrita|funciona|funcionan|sirve|sirven|nació|murió|vive|suele"
    r"|suelen|se (?:trata|extrae|llama|usa)))"
)
_ITALIAN = (
    r"(?:egli|ella|lui|lei|essi|esse|esso|essa|loro|questo|questa|questi|queste|ciò|quello|quella|quelli"
    r"|quelle"
    r"|costui|costei|costoro|entrambi|entrambe|ne|gliel\w+|tale|tali|quest['’](?!anno|estate|inverno"
    r"|articolo)\w+"
    r"|(?:il|la|i|le) (?:suo|sua|suoi|sue|loro)"
    r"|ma|però|infatti|inoltre|quindi|perciò|dunque|pertanto|tuttavia|cioè|ovvero|ossia|eppure|anzi|perché"
    r"|perchè"
    r"|oppure|invece|altrimenti|nemmeno|neanche|così(?=,)|allora(?=,)|poi(?=,)|anche (?:lui|lei|loro|questo"
    r"|questa)"
    r"|per (?:questo|ciò|tale)|in (?:questo|quel|tal|tale) (?:modo|caso|senso|momento|contesto)"
    r"|in altre parole"
    r"|ad esempio|per esempio|al contrario|al tempo stesso|d['’]altra parte|d['’]altronde|nonostante (?:ciò"
    r"|questo)"
    r"|con (?:ciò|questo)|da (?:ciò|questo|qui)|dopo (?:di che|ciò)|a sua volta|di conseguenza|di fatto"
    r"|a questo"
    r"|(?:di|da|in|con|su|per|a|nel|nella|del|della|dal|dalla|al|alla) (?:questo|questa|questi|queste|quel"
    r"|quella)"
    r"(?!\s(?:\w+\s){0,2}(?:articolo|post|testo|tutorial|video|serie|anno|mese|settimana|giorni))"
    r"|(?:uno|una|alcuni|alcune) di (?:loro|questi|queste|essi|esse)"
    r"|(?:per|dopo|senza|prima di|nel) \w+[aei]r(?:lo|la|li|le|ne|gli|glielo)(?=[ ,])|o(?! meglio\b)"
    # Nobody is named: the verb stands first.
    r"|(?:è|era|fu|e['’]) (?:un|una|uno|il|lo|molto|stato|stata|anche|poi|un['’]\w+|l['’]\w+)\b"
    r"(?!.{0,80}\b(?:idea|peccato|piacere|errore|ora|vero|volta|momento|che)\b)"
    r"|(?:ha|hanno|aveva|avevano|permette|permettono|offre|offrono|consente|contiene|consiste|funziona|serve"
    r"|nacque"
    r"|nasce|morì|vive|si (?:tratta|chiama|chiamava)))"
)
_PORTUGUESE = (
    r"(?:ele|ela|eles|elas|este|esta|estes|estas|isto|isso|esse|essa|esses|essas|aquele|aquela|aquilo|ambos"
    r"|ambas|seu"
    r"|sua|seus|suas|dele|dela|tal|tais"
    r"|mas|porém|pois|porque|portanto|nem|todavia|contudo|entretanto|no entanto|logo(?=,)|assim(?=,)"
    r"|assim sendo"
    r"|sendo assim|então|daí|também(?=,)|ou seja|isto é|por exemplo|em outras palavras|por outro lado"
    r"|em contrapartida"
    r"|pelo contrário|além (?:disso|disto)|apesar (?:disso|disto)|enquanto isso|na verdade|do mesmo modo"
    r"|da mesma forma|por sua vez|com (?:isso|isto|ele|ela)|por (?:isso|isto|conta disso|causa disso)"
    r"|para (?:isso|isto|tal)|a partir (?:disso|daí)|depois (?:disso|disto)|diante disso|feito isso"
    r"|dito isso|sem isso"
    r"|nisso|nisto|disso|disto|nele|nela|neles|nelas"
    rf"|(?:neste|nesta|nestes|nestas|nesse|nessa|nesses|nessas|naquele|naquela|deste|desta|desse"
    rf"|dessa){_THIS_TEXT_PT}"
    rf"|(?:com|para|por|em|sobre) (?:este|esta|estes|estas|esse|essa|esses|essas){_THIS_TEXT_PT}"
    r"|(?:o|a|os|as) (?:outro|outra|outros|outras|segundo|segunda|mesmo|mesma|último|última)"
    r" (?:é|era|foi|são|eram|foram|tem|têm|pode|está)|(?:um|uma|alguns|algumas) (?:deles|delas|destes|destas)"
    r"|(?:para|ao|após|antes de|depois de|sem) \w+-(?:lo|la|los|las|lhe|lhes)(?=[ ,])|ou(?! seja\b)"
    # Nobody is named: the verb stands first.
    r"|é (?:nesse|nessa|nesses|neste|nesta|por isso|aí)|foi (?:nesse|nessa|neste|nesta|por isso|aí)"
    r"|(?:é|era|foi|são|eram|foram) (?:um|uma|uns|umas|o|a|os|as|muito|bem|mais)\b"
    r"(?!.{0,80}\b(?:ideia|pena|prazer|erro|hora|verdade|vez|momento|que)\b)"
    r"|(?:tem|têm|tinha|tinham|possui|possuem|permite|permitem|oferece|oferecem|contém|consiste|funciona"
    r"|funcionam|serve"
    r"|servem|retorna|inclui|nasceu|morreu|vive|costuma|trata-se|chama-se))"
)
_DUTCH = (
    r"(?:hij|zij|ze|hem|dit|dat|deze|die|hun|haar|zijn|beide(?=n? )|daar|daarom|daardoor|daarmee|daarvoor"
    r"|daarvan"
    r"|daarna|daarnaast|daaruit|daarbij|daarop|daarin|daarover|daartoe|daartegen|hierdoor|hiermee|hiervoor"
    r"|hierbij"
    r"|hierin|hierna|hieruit|hierover|ervan"
    r"|maar|want|dus|noch|doch|bovendien|echter|immers|desondanks|niettemin|zodoende|kortom|bijvoorbeeld"
    r"|oftewel"
    r"|vandaar|toch(?! \w+ de\b)|met andere woorden|in tegendeel|integendeel|aan de andere kant|op zijn beurt"
    r"|al (?:die|deze|dit|dat)|sommige daarvan|ook (?:dit|dat|deze|die|hij|zij|ze|daar|hier|hun|haar|zijn)"
    r"|zo(?! (?:lang|goed|veel|snel|weinig|\w+ mogelijk)\b)(?= (?:is|was|zijn|waren|wordt|werd|worden|kan"
    r"|kon|kunnen"
    r"|heeft|had|hebben|zie|zag|ziet|ging|gaat|kreeg|blijkt|bleek|\w+t)\b)"
    r"|(?:in|op|met|om|na|voor|uit|van|bij|naast|ondanks|door|over|aan) (?:dit|dat|die|deze|hem|haar|hen)"
    r"(?!\s(?:\w+\s){0,2}(?:artikel|blog|post|stuk|tekst|jaar|week|maand))|of(?! .{1,60}, )"
    r"|in plaats daarvan|naar aanleiding daarvan"
    r"|een van (?:hen|deze|die)|één van (?:hen|deze|die)"
    r"|de (?:ander|andere|tweede|laatste|eerste) (?:is|was|zijn|waren|heeft|had|kan)"
    # `Het leidde tot`, `het was een test`; but `het is een goed idee om`.
    r"|het (?:is|was) (?:een|de|het|niet|geen|wel|ook|dus|echter|mijn|ons|onze)\b"
    r"(?!.{0,200}\b(?:om|dat|die|of|te)\b)"
    r"|het (?:leidde|leidt|maakte|maakt|zorgt|zorgde|betekent|betekende|brengt|bracht|geeft|gaf|heeft|had"
    r"|werd|wordt)\b"
    r"(?!.{0,200}\b(?:om|dat|te)\b))"
)
_SWEDISH = (
    r"(?:han|hon|honom|henne|dessa|detta|denna|hans|hennes|deras|dess|dem|dom|båda(?= )|därför|därmed"
    r"|därefter"
    r"|därifrån|därtill|därav|där|härmed|eller|men|ty|utan|dessutom|däremot|dock|alltså|således|ändå"
    r"|trots (?:det|detta)"
    r"|till exempel|det vill säga|med andra ord|på så sätt|i så fall|å andra sidan|i stället|istället"
    r"|även (?:han|hon|den|det|de|detta|denna)"
    r"|(?:i|på|av|med|för|till|efter|om|från|vid|hos) (?:detta|denna|dessa|den|det|dem|honom|henne)(?=[ ,]"
    r"(?!\w*(?:artikel|inlägg|år|vecka|månad)))"
    r"|de (?:är|var|har|hade|kan|kunde|ska|skulle|fick|får|blev|blir|gör|kom|kommer|vill|ville|måste)"
    r"|den (?:är|var|har|hade|kan|kunde|ska|skulle|fick|får|blev|blir|kom|kommer|måste)"
    r"|det (?:är|var|blev|blir) (?:en|ett|inte|dock|också|min|vår)\b(?!.{0,200}\b(?:att|som)\b)"
    r"|det (?:har|hade|gör|gjorde|ledde|leder|innebär|innebar|kan|kunde|fick)\b(?!.{0,200}\batt\b))"
)
TONGUES = {
    "de": _GERMAN,
    "fr": _FRENCH,
    "es": _SPANISH,
    "it": _ITALIAN,
    "pt": _PORTUGUESE,
    "nl": _DUTCH,
    "sv": _SWEDISH,
}
"""What a sentence begins with that hangs on the one before, by language."""
