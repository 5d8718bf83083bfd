"""How sentences begin that hang on the one before, in languages other than English.

A pattern for each language; each of its alternatives begins with a whole word, by which it is found quickly.
"""

_THIS_TEXT_ES = (
    r"(?!\s(?:\w+\s){0,2}(?:artículo|post|entrada|texto|tutorial|vídeo|serie|año|mes|semana|mañana))"
)
_THIS_TEXT_PT = r"(?!\s(?:\w+\s){0,2}(?:artigo|post|texto|tutorial|vídeo|série|ano|mês|semana|manhã))"
_THIS_TEXT_DE = (
    r"(?! (?:\w+ ){0,2}(?:Jahr|Monat|Woche|Wochenende|Tag|Abend|Sommer|Herbst|Winter|Frühjahr|Artikel|Beitrag"
    r"|Text|Post|Blog|Tutorial|Folge|Ausgabe))"
)
_THIS_TEXT_FR = (
    r"(?!\s(?:\w+\s){0,2}(?:article|billet|post|texte|tutoriel|tuto|guide|vidéo|série|épisode|année|mois"
    r"|semaine|été|jour|matin|soir))"
)
_GERMAN = (
    # Who or what is meant stands before.
    r"(?:er|sie|ihn|ihm|ihnen|ihr|ihre|ihrem|ihren|ihrer|ihres|sein|seine|seinem|seinen|seiner|seines|dies"
    r"|dieser|diese|dieses|diesem|diesen|das|solche|solcher|jener|jene|jenes|beide(?! \w+ [A-ZÄÖÜ])|deren"
    r"|dessen|dabei|dafür|dadurch|darum|deshalb|deswegen|daher|daraus|daran|darauf|darin|darüber|davon"
    r"|dazu|damit|hierfür|hierzu|hierbei|hiermit|dort"
    # It is joined to what stands before.
    r"|oder|aber|denn|doch|sondern|jedoch|allerdings|dann|danach|anschließend|nämlich"
    r"|ansonsten|außerdem|zudem|dennoch|trotzdem|somit|folglich"
    r"|stattdessen|beispielsweise|zum Beispiel|im Gegenteil|mit anderen Worten|das heißt"
    r"|letztere|letzterer|letzteres|ersteres|(?:aus|in|mit|bei|auf|für|nach|vor|zu|an|über|unter|durch|von"
    r"|seit|trotz|wegen|während|um|ohne|gegen|neben) (?:dies(?:em|er|en|es|e)\b|all dem)"
    rf"{_THIS_TEXT_DE}|(?:passend|zusätzlich|im Gegensatz|im Vergleich|im Unterschied) dazu"
    r"|seitdem (?:gibt|ist|sind|hat|haben|wird|werden|war)|einer davon|eine davon|eines davon)"
)
_FRENCH = (
    r"(?:il(?! (?:y a|n['’]y a|faut|s['’]agit|semble|convient|existe|reste|suffit|est (?:possible"
    r"|impossible|important|essentiel|nécessaire|difficile|facile|temps|vrai|clair|rare|utile|inutile"
    r"|intéressant)))|elle|ils|elles|ce|cela|ceci|ça|cet|cette|ces|celui-ci|celle-ci|ceux-ci|celles-ci"
    r"|ce dernier|leur|leurs|son|sa|ses|tous deux|toutes deux|c['’](?:est|était|étaient)|mais"
    r"|ou(?! bien\b)|or|car|donc|ni|ainsi(?=,)|pourtant|cependant|toutefois|néanmoins|en effet|de plus"
    r"|en outre|par ailleurs|sinon|ensuite|puis|aussi(?=,)|en particulier"
    r"|par conséquent|par exemple|du coup|en revanche|par contre|au contraire|à l['’]inverse|à son tour"
    r"|autrement dit|alors(?! (?:que|qu)\b)|idem|voilà|là (?:encore|aussi)|encore mieux|d['’]autant"
    r"|de la même (?:façon|manière)|de même(?! (?:que|qu)\b)|(?:première|deuxième|troisième|autre) raison"
    r"|tout (?:ça|cela|ceci)|(?:à|après|avant|avec|contre|dans|de|depuis|en|malgré|par|parmi|pour|sans|selon"
    r"|sous|sur) (?:ce(?! (?:qu|dont))|cet|cette|ces|cela|ceci|ça|celui-ci|celle-ci)\b"
    rf"{_THIS_TEXT_FR}|(?:tous|toutes|la plupart de|(?:comme |parmi )(?:\w+ ){{0,2}}de) ces"
    r"|(?:le|la|les) (?:première?s?|deuxièmes?|seconde?s?|troisièmes?|dernière?s?|autres?) (?:est|sont|était"
    r"|étaient|a|ont|permet|permettent|sera)"
    r"|(?:la|le|les) (?:réponse|raison|différence|conséquence|solution|problème|souci)s? (?:est|sont)"
    r"|d['’]autre part|d['’]un autre côté|l['’]un d['’](?:eux|entre eux)|l['’]une d['’](?:elles"
    r"|entre elles))"
)
_SPANISH = (
    r"(?:él|ella|ellos|ellas|este|esto|esta|estos|estas|ese|eso|esa|esos|esas|aquel|aquello|aquella"
    r"|aquellos|aquellas|ambos|ambas|su|sus|dicho|dicha|dichos|dichas|le|les|ahí|allí|lo(?! (?:que|más"
    r"|menos|mejor|peor|primero|segundo|único|importante|interesante|bueno|malo|cierto|curioso|normal"
    r"|ideal|último|difícil|fácil|correcto|bonito|siguiente|principal|contrario|habitual|esencial)\b)|pero"
    r"|sino|pues|porque|ni|tampoco|además|después(?=,)|a continuación|de lo contrario"
    r"|asimismo|sin embargo|no obstante|en cambio|por el contrario"
    r"|aun así|así que|así(?=,)|entonces|luego(?=,)|también(?=,)|es decir|o sea|mientras tanto|a su vez"
    r"|en consecuencia|como (?:resultado|consecuencia)|por ejemplo|en otras palabras|por otro lado"
    r"|por otra parte|de ahí|de hecho|por (?:eso|ello|esto|lo tanto|tanto)|para (?:eso|ello|esto)"
    r"|con (?:eso|ello|esto)|de (?:eso|ello|esto)|tras (?:eso|ello|esto)|pese a (?:eso|ello|esto)"
    r"|a pesar de (?:eso|ello|esto)|gracias a (?:eso|ello|esto)"
    rf"|(?:en|de|con|para|por|tras|desde|a) (?:este|esta|estos|estas|ese|esa|esos|esas|dicho|dicha|aquel"
    rf"|aquella)"
    rf"{_THIS_TEXT_ES}|del mismo modo|al (?:mismo tiempo|respecto)"
    r"|si (?:eso|esto|no es así|es así|no lo)|una vez (?:hecho|dicho|visto|tengamos|tenemos|hayas) (?:esto"
    r"|eso|lo)|(?:el|la|los|las) (?:otro|otra|otros|otras|segundo|segunda|mismo|misma|anterior|último"
    r"|última) (?:es|era|fue|son|eran|fueron|tiene|tienen|puede|está)|(?:uno|una|alguno|alguna|algunos"
    r"|algunas) de (?:ellos|ellas|estos|estas|esos|esas)|(?:para|al|tras|antes de|después de"
    r"|sin) \w+[aeií]r(?:lo|la|los|las|le|les|selo|sela)(?=[ ,])|(?:haciendo|usando|utilizando) (?:esto"
    r"|eso|lo)|o(?! bien\b)|u"
    # Nobody is named: the verb stands first.
    r"|(?:es|era|fue|son|eran|fueron) (?:un|una|unos|unas|el|la|los|las|mi|su|muy"
    r"|más)\b(?!.{0,80}\b(?:idea|pena|lástima|placer|error|hora|verdad|vez|momento|que)\b)|(?:tiene|tienen"
    r"|tenía|tenían|lleva|llevaba|permite|permiten|ofrece|ofrecen|incluye|incluyen|devuelve|contiene"
    r"|consiste|consta|está escrito|está escrita|funciona|funcionan|sirve|sirven|nació|murió|vive|suele"
    r"|suelen|se (?:trata|extrae|llama|usa)))"
)
_ITALIAN = (
    r"(?:egli|ella|lui|lei|essi|esse|esso|essa|loro|questo|questa|questi|queste|ciò|quello|quella|quelli"
    r"|quelle|costui|costei|costoro|entrambi|entrambe|ne|gliel\w+|tale|tali|quest['’](?!anno|estate"
    r"|inverno|articolo)\w+|(?:il|la|i|le) (?:suo|sua|suoi|sue|loro)|ma|però|infatti|inoltre|quindi|perciò"
    r"|dunque|pertanto|tuttavia|cioè|ovvero|ossia|eppure|anzi|perché|perchè|oppure|invece|altrimenti"
    r"|nemmeno|neanche|così(?=,)|allora(?=,)|poi(?=,)|anche (?:lui|lei|loro|questo|questa)|per (?:questo"
    r"|ciò|tale)|in (?:questo|quel|tal|tale) (?:modo|caso|senso|momento|contesto)|in altre parole"
    r"|ad esempio|per esempio|al contrario|al tempo stesso|d['’]altra parte|d['’]altronde"
    r"|nonostante (?:ciò|questo)|con (?:ciò|questo)|da (?:ciò|questo|qui)|dopo (?:di che|ciò)|a sua volta"
    r"|di conseguenza|di fatto|a questo|(?:di|da|in|con|su|per|a|nel|nella|del|della|dal|dalla|al"
    r"|alla) (?:questo|questa|questi|queste|quel|quella)(?!\s(?:\w+\s){0,2}(?:articolo|post|testo|tutorial"
    r"|video|serie|anno|mese|settimana|giorni))|(?:uno|una|alcuni|alcune) di (?:loro|questi|queste|essi"
    r"|esse)|(?:per|dopo|senza|prima di|nel) \w+[aei]r(?:lo|la|li|le|ne|gli|glielo)(?=[ ,])|o(?! meglio\b)"
    # Nobody is named: the verb stands first.
    r"|(?:è|era|fu|e['’]) (?:un|una|uno|il|lo|molto|stato|stata|anche|poi|un['’]\w+"
    r"|l['’]\w+)\b(?!.{0,80}\b(?:idea|peccato|piacere|errore|ora|vero|volta|momento|che)\b)|(?:ha|hanno"
    r"|aveva|avevano|permette|permettono|offre|offrono|consente|contiene|consiste|funziona|serve|nacque"
    r"|nasce|morì|vive|si (?:tratta|chiama|chiamava)))"
)
_PORTUGUESE = (
    r"(?:ele|ela|eles|elas|este|esta|estes|estas|isto|isso|esse|essa|esses|essas|aquele|aquela|aquilo"
    r"|ambos|ambas|seu|sua|seus|suas|dele|dela|tal|tais|mas|porém|pois|porque|portanto|nem|todavia|contudo"
    r"|entretanto|no entanto|logo(?=,)|assim(?=,)|assim sendo|sendo assim|então|daí|também(?=,)"
    r"|mesmo assim|em seguida|caso contrário|é por (?:essas|isso)|ou seja"
    r"|isto é|por exemplo|em outras palavras|por outro lado|em contrapartida|pelo contrário|além (?:disso"
    r"|disto)|apesar (?:disso|disto)|enquanto isso|na verdade|do mesmo modo|da mesma forma|por sua vez"
    r"|com (?:isso|isto|ele|ela)|por (?:isso|isto|conta disso|causa disso)|para (?:isso|isto|tal)"
    r"|a partir (?:disso|daí)|depois (?:disso|disto)|diante disso|feito isso|dito isso|sem isso|nisso"
    r"|nisto|disso|disto|nele|nela|neles|nelas"
    rf"|(?:neste|nesta|nestes|nestas|nesse|nessa|nesses|nessas|naquele|naquela|deste|desta|desse"
    rf"|dessa){_THIS_TEXT_PT}"
    rf"|(?:com|para|por|em|sobre) (?:este|esta|estes|estas|esse|essa|esses|essas){_THIS_TEXT_PT}"
    r"|(?:o|a|os|as) (?:outro|outra|outros|outras|segundo|segunda|mesmo|mesma|último|última) (?:é|era|foi"
    r"|são|eram|foram|tem|têm|pode|está)|(?:um|uma|alguns|algumas) (?:deles|delas|destes|destas)|(?:para"
    r"|ao|após|antes de|depois de|sem) \w+-(?:lo|la|los|las|lhe|lhes)(?=[ ,])|ou(?! seja\b)"
    # Nobody is named: the verb stands first.
    r"|é (?:nesse|nessa|nesses|neste|nesta|por isso|aí)|foi (?:nesse|nessa|neste|nesta|por isso|aí)|(?:é"
    r"|era|foi|são|eram|foram) (?:um|uma|uns|umas|o|a|os|as|muito|bem|mais)\b(?!.{0,80}\b(?:ideia|pena"
    r"|prazer|erro|hora|verdade|vez|momento|que)\b)|(?:tem|têm|tinha|tinham|possui|possuem|permite"
    r"|permitem|oferece|oferecem|contém|consiste|funciona|funcionam|serve|servem|retorna|inclui|nasceu"
    r"|morreu|vive|costuma|trata-se|chama-se))"
)
_DUTCH = (
    r"(?:hij|zij|ze|hem|dit|dat|deze|die|hun|haar|zijn|beide(?=n? )|daar|daarom|daardoor|daarmee|daarvoor"
    r"|daarvan|daarna|daarnaast|daaruit|daarbij|daarop|daarin|daarover|daartoe|daartegen|hierdoor|hiermee"
    r"|hiervoor|hierbij|hierin|hierna|hieruit|hierover|ervan|maar|want|dus|noch|doch|bovendien|echter"
    r"|immers|desondanks|niettemin|zodoende|kortom|bijvoorbeeld|oftewel|vandaar|toch(?! \w+ de\b)"
    r"|met andere woorden|in tegendeel|integendeel|aan de andere kant|op zijn beurt|al (?:die|deze|dit"
    r"|dat)|sommige daarvan|ook (?:dit|dat|deze|die|hij|zij|ze|daar|hier|hun|haar|zijn)|zo(?! (?:lang|goed"
    r"|veel|snel|weinig|\w+ mogelijk)\b)(?= (?:is|was|zijn|waren|wordt|werd|worden|kan|kon|kunnen|heeft"
    r"|had|hebben|zie|zag|ziet|ging|gaat|kreeg|blijkt|bleek|\w+t)\b)|(?:in|op|met|om|na|voor|uit|van|bij"
    r"|naast|ondanks|door|over|aan) (?:dit|dat|die|deze|hem|haar|hen)(?!\s(?:\w+\s){0,2}(?:artikel|blog"
    r"|post|stuk|tekst|jaar|week|maand))|of(?! .{1,60}, )|in plaats daarvan|naar aanleiding daarvan"
    r"|een van (?:hen|deze|die)|één van (?:hen|deze|die)|de (?:ander|andere|tweede|laatste|eerste) (?:is"
    r"|was|zijn|waren|heeft|had|kan)"
    # `Het leidde tot`, `het was een test`; but `het is een goed idee om`.
    r"|het (?:is|was) (?:een|de|het|niet|geen|wel|ook|dus|echter|mijn|ons|onze)\b(?!.{0,200}\b(?:om|dat"
    r"|die|of|te)\b)|het (?:leidde|leidt|maakte|maakt|zorgt|zorgde|betekent|betekende|brengt|bracht|geeft"
    r"|gaf|heeft|had|werd|wordt)\b(?!.{0,200}\b(?:om|dat|te)\b))"
)
_SWEDISH = (
    r"(?:han|hon|honom|henne|dessa|detta|denna|hans|hennes|deras|dess|dem|dom|båda(?= )|därför|därmed"
    r"|därefter|därifrån|därtill|därav|där|härmed|eller|men|ty|utan|dessutom|däremot|dock|alltså|således"
    r"|ändå|trots (?:det|detta)|till exempel|det vill säga|med andra ord|på så sätt|i så fall"
    r"|å andra sidan|i stället|istället|även (?:han|hon|den|det|de|detta|denna)|(?:i|på|av|med|för|till"
    r"|efter|om|från|vid|hos) (?:detta|denna|dessa|den|det|dem|honom|henne)(?=[ ,](?!\w*(?:artikel|inlägg"
    r"|år|vecka|månad)))|de (?:är|var|har|hade|kan|kunde|ska|skulle|fick|får|blev|blir|gör|kom|kommer|vill"
    r"|ville|måste)|den (?:är|var|har|hade|kan|kunde|ska|skulle|fick|får|blev|blir|kom|kommer|måste)"
    r"|det (?:är|var|blev|blir) (?:en|ett|inte|dock|också|min|vår)\b(?!.{0,200}\b(?:att|som)\b)|det (?:har"
    r"|hade|gör|gjorde|ledde|leder|innebär|innebar|kan|kunde|fick)\b(?!.{0,200}\batt\b)"
    r"|(?:det|den|de) (?:används|kallas|består|fungerar|byggs|skapas|körs|görs)\b(?!.{0,200}\batt\b)"
    r"|(?:vissa|några|flera|många|alla|ingen|inga|en del|de flesta|en|ett|två|tre) av (?:dem|dom|dessa))"
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
