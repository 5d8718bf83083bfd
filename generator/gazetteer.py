"""What is known of names beforehand: titles, given names, places, the words of organisations.

Short lists of very common words, in English. They tell the kind of a name; that it is a name is
found from the text.
"""

from generator.model import TopicKind

ABBREVIATED = frozenset("mr mrs ms dr prof rev".split())
"""Those that are nothing but that."""

HONORIFICS = ABBREVIATED | frozenset("miss professor sir dame lord lady judge justice".split())
"""Words that stand before a person's name and are not part of it."""

OFFICES = frozenset(
    """
    president senator secretary minister chancellor mayor governor captain king queen prince
    princess pope chairman chairwoman commissioner director editor engineer founder co-founder ceo
    cto cfo administrator ambassador representative congressman congresswoman author
    """.split()
)
"""Words before a person's name that say what they do; not part of it."""

ELECTED = frozenset("president senator governor chancellor mayor congressman congresswoman".split())
"""Those of them that stand before a surname alone: `Senator Merrow`, but `Queen Anne`, `Captain America`."""

GIVEN_NAMES = frozenset(
    """
    aaron abby abdul abigail abraham adam adrian agnes ahmed aisha akira alain alan albert aldo
    alejandra alejandro alessandro alex alexander alexandra alexandre alexis alfonso alfred alfredo
    ali alice alicia alison allison álvaro amanda amber amelia amir amy ana anders andre andrea
    andreas andrés andrew andrzej andy angela angelo anita anja ann anna anne annie annika anthony
    antoine antonia antónio antonio arnaud arne arthur ashley astrid axel barbara barry beate
    beatrice ben benjamin benoît bernard bernardo bernd beth betty bill billy björn bob boris brad
    brandon brenda brett brian bruce bruno bryan caleb cameron camille carl carla carlos carmen
    carol caroline carolyn carsten catherine cathie cathy cécile cédric chad charles charlie
    charlotte chloe chris christian christina christine christopher cindy claire clara clark claudia
    claus clément cody colin connor craig cristina crystal curtis cynthia dagmar daisy dale damien
    dan daniel daniela danielle danny dario darren dave david dawn dean deborah debra demis denise
    dennis derek diana diane diego dieter dietmar dimitri dirk dmitri dominik dominique don donald
    donna dorothy doug douglas dwight dylan ed eddie edgar edith eduardo edward edwin eileen elaine
    eleanor elena eli elijah elisa elise elizabeth ellen elon emanuel emil emilia emilio emily emma
    emmanuel enrico enrique eric erica erik erin ernest ernesto esteban esther ethan étienne eugene
    eva evan evelyn fabian fabio fabrice federico felipe felix fernando fiona florian frances
    francis francisco françois frank frédéric frederick friedrich fritz gabriel gabriele gail gary
    gavin geoff geoffrey george gerald gerard gerd gerhard giacomo gianluca gilles gina giovanni
    giulia giuseppe glen glenn gloria gonzalo gordon grace graham greg gregory guido guilherme
    guillaume guillermo gunnar günter gustav gustavo hadley hannah hans harald harold harriet harry
    heather hector héctor heidi heike heiko heinrich heinz helen helena helga helmut hendrik henri
    henrik henrique henry herbert hilary hillary holly horst howard hugh ian ignacio igor ingo
    ingrid irene isaac isabel ivan jack jackie jacob jacqueline jacques jake james jamie jan jane
    janet janice jared jason javier jay jean jeff jeffrey jenna jennifer jenny jensen jeremy jerod
    jérôme jerome jerry jesse jessica jill jim jimmy joachim joan joanna joão joaquín jochen joe
    joel johan johannes john johnny jon jonathan jordan jörg jorge jose josé joseph josh joshua joy
    juan judith judy julia julian julie julien jürgen justin karen kari karin karl karsten kate
    katharina katherine kathleen kathryn kathy katie katja katrin keith kelly kelsey ken kenneth
    kevin kim kimberly kirk klaus knut konrad kris kristen kristin kurt kyle lance larry lars laura
    lauren laurent laurie lawrence leah leandro lee leo leon leonard leonardo leslie lewis lillian
    linda linus lisa liz lloyd logan loïc lorenzo lori louis louise lucas luciano lucy ludwig luigi
    luis luís luke luther lynn mackenzie madison maëlle magnus manuel manuela marc marcel marcelo
    marcus marek margaret margarita maria mariana marie marilyn mario marion marissa mark marshall
    martha martin martina mary mason massimo mateo matt matteo matthew matthias matthieu maureen
    maurice max maxime maximilian megan melanie melinda melissa melody meredith mia michael michelle
    miguel mikael mike mikhail mildred mitchell mohamed mohammad mohammed molly monica monika morgan
    moritz muhammad nadia nancy naomi natalie natasha nate nathalie nathan neil nicholas nick
    nicolas nicole nikhil niklas nikolai nina noah nora norman olaf olga oliver olivia olivier omar
    oscar oskar owen pablo pamela paola paolo pascal patricia patrick paul paula pavel pedro peggy
    penny perry pete peter phil philip philippe phillip phyllis pierre piotr priya rachel rafa
    rafael ralf ralph ramon ramón randy raúl raymond rebecca regina reinhard renate rene renee
    ricardo richard rick rita rob robert roberta roberto robin rodney rodrigo roger roland rolf
    romain ron ronald rosa rose ross roy ruben rüdiger russell ruth ryan sabrina sally sam samantha
    samuel sandra sandro sanjay sara sarah sascha satoshi satya scott sean sebastian sébastien
    sergey sergio seth shane shannon sharon shawn sheila shirley simon sofia sonia sophia sophie
    stacy stanley stefan stefano stella stéphane stephanie stephen steve steven stewart stuart
    sundar susan suzanne sven svetlana sydney sylvain sylvia tamara tanja tara ted teresa terry
    theodore theresa thibault thierry thomas thorsten tiago tiffany tim timothy tina tobias todd tom
    tomás tommy tony torsten tracy travis trevor tyler ulrich ulrike ursula uwe valerie vanessa vera
    vernon veronica vicki victor victoria viktor vincent vincenzo virginia vivian vladimir volker
    walter wanda warren wayne wendy werner wesley wilhelm will william wolfgang xavier yann yannick
    yolanda yuri yves yvonne zachary zoe zoltan
    """.split()
)
"""Given names, lower case, leaving out those that are more often common words."""

PLACES = frozenset(
    " ".join(line.split())
    for line in """
    abu dhabi, afghanistan, africa, alabama, alaska, albania, aleppo, algeria, alps, amazonia,
    america, amsterdam, angola, antarctica, arctic, argentina, arizona, arkansas, armenia, asia,
    athens, atlanta, atlantic, auckland, austin, australia, austria, azerbaijan, baghdad, bahrain,
    balkans, baltimore, bangalore, bangkok, bangladesh, barcelona, bavaria, bay area, beijing,
    beirut, belarus, belgium, benin, berlin, bhutan, birmingham, bolivia, bosnia, boston, botswana,
    brazil, brisbane, bristol, britain, bronx, brooklyn, brunei, brussels, bucharest, budapest,
    buenos aires, bulgaria, burkina faso, burundi, cairo, calgary, california, cambodia, cambridge,
    cameroon, canada, cape town, capitol hill, caribbean, catalonia, central african republic,
    chechnya, chicago, chile, china, cincinnati, cleveland, cologne, colombia, colorado, congo,
    connecticut, copenhagen, cornwall, costa rica, crimea, croatia, cuba, cyprus, czech republic,
    dallas, damascus, delaware, delhi, denmark, denver, detroit, djibouti, dominican republic,
    dubai, dublin, east africa, east timor, eastern europe, ecuador, edinburgh, egypt, el salvador,
    england, eritrea, estonia, eswatini, ethiopia, europe, fiji, finland, florida, france,
    frankfurt, gabon, gambia, gaza, gaza strip, geneva, georgia, germany, ghana, gibraltar, glasgow,
    gothenburg, great britain, greece, greenland, guam, guatemala, guinea, guyana, haiti, hamburg,
    hangzhou, hanoi, harlem, havana, hawaii, helsinki, himalayas, hiroshima, ho chi minh city,
    hollywood, honduras, hong kong, houston, hungary, iceland, idaho, illinois, india, indiana,
    indianapolis, indonesia, iowa, iran, iraq, ireland, israel, istanbul, italy, ivory coast,
    jakarta, jamaica, japan, jerusalem, johannesburg, jordan, kabul, kansas, karachi, kashmir,
    kathmandu, kazakhstan, kentucky, kenya, kolkata, korea, kosovo, kuwait, kyiv, kyrgyzstan, lagos,
    laos, las vegas, latin america, latvia, lebanon, leeds, leipzig, liberia, libya, liechtenstein,
    lima, lisbon, lithuania, liverpool, london, long island, los angeles, louisiana, luxembourg,
    macedonia, madagascar, madrid, maine, malawi, malaysia, maldives, mali, malta, manchester,
    manhattan, marseille, maryland, massachusetts, mauritania, mauritius, melbourne, memphis,
    mexico, mexico city, miami, michigan, middle east, milan, milwaukee, minneapolis, minnesota,
    mississippi, missouri, moldova, monaco, mongolia, montana, montenegro, montreal, morocco,
    moscow, mozambique, mumbai, munich, myanmar, nairobi, namibia, naples, nashville, nebraska,
    nepal, netherlands, nevada, new delhi, new hampshire, new jersey, new mexico, new orleans, new
    york, new york city, new zealand, nicaragua, niger, nigeria, normandy, north america, north
    carolina, north dakota, north korea, north macedonia, northern ireland, norway, oakland, ohio,
    oklahoma, oman, ontario, oregon, orlando, osaka, oslo, ottawa, oxford, pakistan, palestine,
    panama, papua new guinea, paraguay, paris, patagonia, pennsylvania, perth, peru, philadelphia,
    philippines, phoenix, pittsburgh, poland, portland, portugal, prague, puerto rico, qatar,
    quebec, rhode island, rio de janeiro, riyadh, romania, rome, rotterdam, russia, rwanda,
    sacramento, salt lake city, san antonio, san diego, san francisco, san jose, san marino,
    santiago, sao paulo, saudi arabia, scandinavia, scotland, seattle, senegal, seoul, serbia,
    shanghai, sheffield, shenzhen, siberia, sicily, sierra leone, silicon valley, singapore,
    slovakia, slovenia, somalia, south africa, south america, south carolina, south dakota, south
    korea, southeast asia, soviet union, spain, sri lanka, st. louis, staten island, stockholm,
    stuttgart, sudan, suriname, sweden, switzerland, sydney, syria, taipei, taiwan, tajikistan,
    tampa, tanzania, tehran, tel aviv, tennessee, texas, thailand, the hague, tibet, togo, tokyo,
    toronto, tucson, tunisia, turin, turkey, turkmenistan, tuscany, u.s., uganda, uk, ukraine,
    united arab emirates, united kingdom, united states, uruguay, us, usa, utah, uzbekistan,
    vancouver, vatican, vatican city, venezuela, venice, vermont, vienna, vietnam, virginia, wales,
    warsaw, washington, washington d.c., west africa, west bank, west virginia, western europe,
    wisconsin, wyoming, yellowstone, yemen, yorkshire, zagreb, zambia, zimbabwe, zurich,
    afrika, alemania, alemanha, allemagne, amerika, amérique, argentine, argentinien, asien, australien,
    belgien, belgique, belgië, bélgica, brasil, brasilien, brésil, brüssel, bruxelles, bruselas, chine,
    cina, corea, danmark, deutschland, dänemark, duitsland, egitto, engeland, espagne, españa, espanha,
    estados unidos, états-unis, etats-unis, europa, finnland, finlandia, francia, frankreich, frankrijk,
    frankrike, frança, genf, genève, germania, grèce, grecia, griechenland, großbritannien, inghilterra,
    indien, inde, irak, irland, italia, italie, italien, itália, japon, japón, japão, kanada, kiew,
    köln, kroatien, lisboa, londres, londra, londen, mailand, maroc, marokko, marruecos, mexique,
    mexiko, milano, moskau, moscou, moscú, münchen, neapel, napoli, nederland, niederlande, norge,
    norwegen, nürnberg, österreich, parigi, parís, pays-bas, países bajos, polen, pologne, polonia,
    portogallo, prag, regno unito, reino unido, royaume-uni, rumänien, rusia, russie, russland, rússia,
    schottland, schweden, schweiz, serbien, slowakei, slowenien, sverige, spanien, spanje, spagna, stati
    uniti, suisse, suiza, suède, svizzera, syrien, tschechien, türkei, turquie, turquía, turchia,
    ucraina, ucrania, ucrânia, ungarn, vereinigte staaten, vereinigtes königreich, verenigde staten,
    warschau, wien, zypern, zürich,
    amberes, ancona, andalucía, antwerpen, aragón, argentina, asturias, atenas, atene, bahia,
    barcellona, bari, belo horizonte, bergamo, berlijn, berlim, berlino, berlín, bilbao, birmania,
    bogotá, bologna, bolonia, bordeaux, brazilië, brescia, brugge, brussel, bucarest, budapeste,
    burdeos, cagliari, calabria, campania, canarias, catalogna, cataluña, catania, ceará, chequia,
    cidade do méxico, ciudad de méxico, coimbra, colonia, copenaghen, copenhague, curitiba, danimarca,
    den haag, dinamarca, dublim, dublino, dublín, duitsland, ecuador, edimburgo, egipto, egito,
    emilia-romagna, escocia, escócia, estocolmo, euskadi, extremadura, finland, firenze, florencia, florença,
    florianópolis, fortaleza, frankrike, gales, galicia, galles, gand, genova, gent, giappone, ginebra,
    ginevra, goiás, gotemburgo, granada, griekenland, groningen, grécia, guadalajara, göteborg, haarlem,
    helsingfors, hungria, hungría, ierland, inglaterra, irlanda, islanda, islandia, islândia, istanbul,
    italië, japan, la habana, la haya, lecce, leiden, leuven, liguria, lima, lione, lisbona, lombardia,
    londres, lyon, madri, malmö, maranhão, marokko, marseille, marsella, messico, minas gerais, modena,
    montevideo, mosca, moscovo, murcia, málaga, méxico, navarra, nigeria, nijmegen, noorwegen, noruega,
    norvegia, nova iorque, nova york, nueva york, oostenrijk, padova, paesi bassi, palermo, pamplona,
    parijs, parma, pavia, países baixos, pernambuco, perugia, perú, piemonte, pisa, polonia, polônia,
    porto alegre, portugal, praga, puglia, recife, rio grande do sul, rioja, roemenië, romania, romênia,
    rotterdam, rumania, rusland, ryssland, salamanca, salvador, santiago de chile, sardegna, scozia,
    sevilla, sicilia, siviglia, slovenië, spagna, stoccolma, storbritannien, suecia, suécia, svezia,
    tailandia, tailândia, tjeckien, toledo, torino, toscana, toulouse, trento, trieste, tsjechië,
    turchia, turijn, tyskland, tóquio, uppsala, utrecht, valladolid, vaticano, venecia, veneto, veneza,
    venezia, verona, viena, vienna, vigo, vlaanderen, västerås, wenen, xangai, zaragoza, zweden,
    zwitserland, örebro, österrike,
    antwerp, anvers, anversa, antuérpia, athen, athènes, athene, autriche, áustria, barcelone, peking, pékin,
    pekín, pechino, pequim, belgio, bruxelas, bryssel, kopenhagen, köpenhamn, københavn, florenz, genebra,
    genoa, genua, gênes, génova, grekland, lissabon, lisbonne, lione, lyons, milán, milão, milaan, moskou,
    moskva, múnich, munique, nápoles, napels, nederländerna, praag, suíça, venedig, venise, varsovie,
    varsovia, varsavia, varsóvia, warszawa
    """.split(",")
)
"""Countries, states and large cities, lower case; some as other languages call them."""

ORGANISATION_WORDS = frozenset(
    """
    academy administration agency airlines alliance army association authority bank board bureau
    centre center church club coalition college commission committee company conference congress
    consortium consulting corporation corp corps council court department federation force forum
    foundation fund group guard hospital inc institute institution lab laboratory laboratories labs
    league limited llc ltd media ministry museum navy network observatory office organisation
    organization parliament partners party plc police press reserve school schools senate service
    services society studio studios team times trust union university ventures
    """.split()
)
"""Words that a name of an organisation ends in, or begins with before `of` or `for`."""

PLACE_WORDS = frozenset(
    """
    airport avenue bay beach boulevard bridge canyon county creek desert harbor harbour island islands
    lake mountain mountains park peninsula river road square street valley
    """.split()
)
"""Words that a name of a place ends in."""

NEVER_NAMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
    spring summer autumn fall winter christmas easter i ok ps p.s am pm a.m p.m est pst utc gmt edt et
    pdt tl dr tldr faq tbd todo note nb fyi aka etc eg ie bonus update updated internet web god
    earth mr mrs ms dr hi hello thanks welcome please figure table chapter section part step
    appendix source sources english-language question questions answer answers q&a faqs yes no q1 q2
    q3 q4 id ids todos of by an as is at to sen rep gov lt sgt capt mt fig vol jr sr dept
    """.split()
)
"""Capitalised words that begin or end no name, and are none."""

NEVER_ALONE = frozenset(
    """
    san los las el santa north south east west new old great
    afghan african africans albanian algerian american americans arab arabic argentine argentinian
    armenian asian asians australian australians austrian austrians belgian belgians brazilian
    brazilians british buddhist bulgarian canadian canadians catholic chilean chinese christian
    colombian croatian cuban cubans czech danes danish dutch egyptian egyptians english estonian
    ethiopian european europeans filipino finnish finns french german germans greeks hindu hungarian
    icelandic indian indians indonesian iranian iranians iraqi iraqis irish israeli israelis italian
    italians jamaican japanese jewish kenyan korean koreans kurdish latino latvian lebanese libyan
    lithuanian malaysian mexican mexicans moroccan muslim nigerian norwegian norwegians pakistani
    palestinian palestinians peruvian polish portuguese protestant romanian russian russians saudi
    scandinavian scottish serbian siberian singaporean slovak slovenian somali spaniards spanish
    swedes swedish swiss syrian syrians taiwanese thai tunisian turkish turks ukrainian ukrainians
    venezuelan vietnamese welsh
    western eastern northern southern latin greek roman federal national state
    digital
    deutsche deutschen deutscher deutsches amerikaner amerikanische amerikanischen europäer europäische
    europäischen österreicher schweizer franzosen britische britischen russische russischen
    français française françaises anglais allemand allemands américain américaine américains européen
    européenne européens españoles español española estadounidense europeo europea italiano italiana italiani
    tedesco tedeschi inglese inglesi francese francesi americano americana europei brasileiro brasileira
    português portuguesa nederlandse duitse franse engelse svensk svenska
    nacional nazionale nationale internacional internazionale internationale municipal provincial
    """.split()
)
"""Capitalised words that may begin a name but are none by themselves."""

ORGANISATIONS = frozenset(
    " ".join(line.split())
    for line in """
    arsenal, aston villa, bayern munich, chelsea, everton, juventus, manchester city, manchester united,
    paris saint-germain, real madrid, tottenham, tottenham hotspur,
    abc news, adobe, afp, airbnb, airbus, al jazeera, al qaeda, al-qaeda, alibaba, amazon, amd,
    amnesty international, anthropic, apple, asana, associated press, at&t, atlassian, baidu,
    barclays, basf, bayer, bbc, berkshire hathaway, bitbucket, blackrock, bloomberg, bmw,
    boeing, bosch, boston dynamics, bp, byd, bytedance, canonical, cbs, cdc, cern, chevron, cia,
    cisco, citigroup, cloudflare, cnn, cohere, coinbase, credit suisse, daimler, databricks,
    deepmind, deepseek, dell, deloitte, democratic party, dhl, disney, doctors without borders,
    docusign, dropbox, ebay, ecb, epa, ericsson, espn, eu, european union, exxon, exxonmobil,
    facebook, fbi, fcc, fda, fedex, fema, fifa, figure ai, ford, fox news, foxconn, fujitsu,
    gartner, general electric, general motors, gitlab, goldman sachs, google, google deepmind,
    greenpeace, gsa, hamas, hbo, heroku, hezbollah, hitachi, honda, honeywell, house of commons,
    house of lords, house of representatives, hsbc, huawei, hugging face, human rights watch,
    hyundai, ibm, ikea, imf, infosys, intel, interpol, ioc, irs, isis, islamic state, jpmorgan,
    kickstarter, kpmg, kremlin, l'oréal, lenovo, linkedin, linux foundation, lockheed martin,
    lyft, mastercard, mcdonald's, mckinsey, merck, meta, microsoft, midjourney, mistral, mistral
    ai, mit, mitre, mlb, mobileye, moderna, morgan stanley, motorola, mozilla, msnbc, nasa,
    nato, nba, nbc, nestlé, netflix, netlify, new york times, nfl, nhl, nhs, nih, nike,
    nintendo, nissan, nist, nokia, novartis, npr, nsa, nvidia, oecd, oneweb, opec, openai,
    oracle, palantir, panasonic, paypal, pentagon, pfizer, pinterest, pixar, politico, qualcomm,
    red cross, red hat, reddit, republican party, reuters, rivian, roche, salesforce, samsung,
    sap, shopify, siemens, slack technologies, softbank, sony, spacex, spotify, stability ai,
    starbucks, stripe, sun microsystems, supreme court, taliban, tencent, tesla, tiktok, toyota,
    tsmc, twitter, u.n., uber, ucla, uefa, un, unesco, unicef, unilever, united nations, usda,
    valve, vercel, verizon, vmware, volkswagen, volvo, wall street journal, walmart, warner
    bros, warner bros., washington post, waymo, wells fargo, white house, wikimedia, world bank,
    world health organization, wto, xai, xerox, xiaomi, yahoo, zoox,
    geological survey, treasury, treasury department, u.s. geological survey, u.s. treasury, usgs
    """.split(",")
)
"""Companies and bodies that are known everywhere, lower case."""

PRODUCTS = frozenset(
    " ".join(line.split())
    for line in """
    airpods, airtable, alexa, android, angular, ansible, apache, apple watch, aws, azure, bigquery,
    bootstrap, chatgpt, chrome, chromebook, chromecast, claude, codex, copilot, cursor, cybertruck,
    datadog, discord, django, docker, drupal, duckdb, dynamodb, elasticsearch, emacs, eslint,
    evernote, excel, fastapi, figma, firefox, fitbit, flask, gemini, git, github, github copilot,
    gmail, google analytics, google chrome, google cloud, google docs, google drive, google earth,
    google maps, google play, google search, google sheets, grafana, grok, homebrew, imac, imovie,
    internet explorer, ios, ipad, iphone, itunes, jekyll, jenkins, jira, joomla, jquery, kafka,
    kindle, kubernetes, linux, llama, mac mini, macbook, macbook air, macbook pro, macos, mastodon,
    microsoft azure, microsoft edge, microsoft excel, microsoft office, microsoft teams, microsoft
    word, minecraft, mkdocs, mongodb, mysql, neovim, next.js, nginx, nintendo switch, node.js,
    numpy, obsidian, optimus, pandas, photoshop, playstation, playwright, postgres, postgresql,
    powerpoint, prometheus, pytorch, rails, raspberry pi, react, redis, robotaxi, ruby on rails,
    safari, scikit-learn, sentry, sharepoint, signal, siri, skype, slack, splunk, sqlite, stable
    diffusion, starlink, supabase, svelte, tableau, tailscale, tailwind, telegram, tensorflow,
    terraform, tmux, trello, typescript, ubuntu, vim, visual studio, visual studio code, vite, vs
    code, vue, webpack, whatsapp, windows, wordpress, xbox, xcode, youtube, zapier, zoom
    """.split(",")
)
"""Products that are known everywhere, lower case."""


def known_kind(name: str) -> TopicKind | None:
    """Return the kind of a name that is known everywhere: the company, where a product has its name, too."""
    folded = name.casefold()
    if folded in PLACES:
        return TopicKind.PLACE
    if folded in ORGANISATIONS:
        return TopicKind.ORGANISATION
    return TopicKind.PRODUCT if folded in PRODUCTS else None


NO_VERSIONS = frozenset(
    """
    covid-19 sars-cov-2 h1n1 h5n1 g7 g8 g20 co2 5g 4g web3 y2k ipv4 ipv6 utf-8 utf8 http/2 http/3 base64
    md5 sha-1 sha1 sha-256 sha256 oauth2 mp3 mp4 es6
    """.split()
)
"""Names that end in a number, and are no product's."""

PLATFORMS = frozenset(
    """
    bluesky clubhouse discord facebook github gitter instagram linkedin mastodon medium meetup
    periscope podcasts reddit skype slack snapchat soundcloud spotify telegram threads tiktok
    tumblr twitch twitter vimeo whatsapp x youtube zoom
    """.split()
)
"""Where things are said: `on Twitter` tells the place, not the subject."""
