using System.Collections.Frozen;
using SeeIt.Guide.Text;

namespace SeeIt.Guide.Matching;

/// <summary>
/// How much a word tells, in bits: little when people use it in any post. The lists are of the languages in which the
/// matcher is tested; a word of another language counts as rare.
/// </summary>
internal static class CommonWords
{
    public const double Rare = 8;
    public const double Frequent = 4;
    public const double Function = 1.5;
    public const double Numeral = 3;

    /// <summary>A character of a script without spaces.</summary>
    private const double Ideograph = 3.5;

    private static readonly FrozenSet<string> FunctionWords = Read(
        """
        a about after again all also am an and any are as at be been before but by can could did do does doing dont down for from
        get go got had has have having he her here him his how i if im in into is it its ive just like me more my no not now of off
        on one only or our out over own really she so some than that thats the their them then there these they this those to tonight too
        u up us was we well were what when where which who why will with would you your youre ur ya lol rt omg yes yeah ok oh
        der die das den dem des ein eine einen einer eines und oder aber ist sind war waren ich du er sie es wir ihr mich mir dir
        dich uns nicht kein keine auf aus bei mit nach von vor zu zum zur im am um fur als wie so noch auch nur schon dass wenn was
        wer wo hier da jetzt haben hat habe wird werden kann mein dein sein
        le la les l un une des du de d et ou mais est sont je tu il elle on nous vous ils elles me te se ce cette ces mon ma mes ton
        ta tes son sa ses pas ne plus que qui quoi dans sur avec pour par en au aux y a ai as avons ont c j s n qu tout tous
        el los las lo al del y o pero es son soy eres yo mi tu su nos que quien como con sin por para en se te no si mas muy ya hay
        esta este estas esto ese esa eso
        os um uma uns umas e mas eu ele ela voce nos eles elas meu minha seu sua do da dos das no na nos nas em com por para pelo
        pela nao sim mais muito ja que quem isso isto
        il gli lo di che non per una sono
        """);

    private static readonly FrozenSet<string> FrequentWords = Read(
        """
        able access across actually add again against age ago air almost alone along already always amazing america american
        another answer anyone anything apart april around art ask august away baby back bad ball band bank bar battle beach beat
        beautiful because become bed believe best better between big bill birthday bit black blood blue board body book born both
        box boy boys brain break breakfast bring brother brothers brown build building business buy call called camp capital car
        card care cars case cash catch caught celebrity cent center central chance change chase check child children christmas
        church city class clean close club coach coast code coffee cold college come comes coming common company cool cops cost
        count country couple course court crazy cream crime cross cup cut dad daily dance dark date daughter day days dead deal
        dear death december deep detective dinner doctor doctors dog dogs done door double dr draw dream dreams drink drive drop
        dude during each early earth east easy eat eight either else end english enjoy enough even evening ever every everybody
        everyone everything evil extra eye eyes face fact fall family famous fan fans far fast father favorite favourite february
        feel feeling few fight film final find fine fire first fish five fix flash fly follow food football force forever forget
        found four free fresh friday friend friends front fuck full fun funny future game games garden general getting gift girl
        girls give glad glass glory god going gold gone gonna good goodbye grand great green ground group guess gun guy guys hair
        half hand hands hang happen happens happy hard hate head hear heart heat hell hello help hero heroes hey high hill history
        hit hold holiday home homeland hope hospital hot hotel hour hours house hundred hunt hurt ice idea inside ireland island
        jack january job john josh july june justice keep kid kids kill killer killing kind king kitchen knew know lady land last
        late later law lead learn least leave left less let lets letter level lie life light lights line list listen little live
        lives living london long look looking lord lose lost lot lots love loved lover lovers loves luck lucky lunch mad made magic
        make makes making man many march mark market married master match matter may maybe mean meet men might mind mine minute
        miss mission modern mom moment monday money monster month months moon morning most mother mountain mouth move movie movies
        mr mrs much murder music must myself name national nature near need needs network never new news next nice night nights
        nine nobody noon north nothing november number october office often old once open order other others outside paper parents
        park part party pass past pay peace people perfect person phone photo pick picture place plan planet play player please
        point police pool pop possible post power president press pretty price problem public pull push put queen question quick
        quite race rain rather raw read ready real reason red rest return rich ride right ring rise river road rock room round run
        running sad safe said same saturday save say says scene school score sea season second secret secrets see seen send
        september series set seven sex share shit shop short shot should show shows shut side sign since sing sister sisters sit
        six sky sleep small smart smile snow social sometimes son song soon sorry sound south space special spirit sport sports
        spring stand star stars start started state stay step still stop store stories story straight strange street strong stuff
        style suits summer sun sunday super sure sweet take taken takes taking talk talking team tell ten test thank thanks thing
        things think thinking third thought three through thursday tickets till time times tired today together told tomorrow
        took top total touch tough tour town track trade train travel tree trial tried trip true trust truth try trying
        tuesday turn tv twice two uk under university until update upon usa use used very video view visit voice wait waiting wake
        walk wall want wants war watch watching water way ways wear weather wedding wednesday week weekend weeks weird welcome west
        whatever white whole wife wild win wind window winter wish without woman women won wonder wonderful word words work workers
        working works world worth wow write wrong year years yesterday yet young yourself zone
        absolute access action actor address adventure adventures affair agent album alert alien aliens alive angel angels angry animal animals
        anniversary apartment arrival art artist arrested attack attention aunt author autumn award awards babies backyard bake baker bakery
        ballet battle bear bears beast beauty behind being belong bench benefits bet beyond bike bird birds bite bitter blind block blog bob
        bodies bomb bond bone bones boss bottle bottom boyfriend brave bread breaking bride bridge bright broke broken brooklyn bubble
        bug built burn burning bus butter bye cage cake camera campaign cancer candy captain career carpet carry castle casualty cat
        catching cats ceiling celebrate celebrities celebration cell chain chair challenge champion champions chances channel chaos
        chapter character charge charm chase cheap cheat cheers cheese chef chicken chief china chocolate choice choose circle circus
        cities civil classic clear clever cliff climb clock closed closer cloud clouds clue clues coast coat cold collection colour
        color columbus comedy comfort community companion complete computer concert confession connect connection control cook cooking
        cookies corner corruption costume cottage council countdown cousin cover cow cowboy crash crew cried crimes crown cruel cruise
        cry crying crystal culture cure curious curse customer cute cycle damage dancer dancing danger dangerous darkness dating daughters
        dawn daylight deadly deep defence delivery department desert design desire desk desperate destiny devil diamond diamonds diary die
        died diet difference different dirty disaster disc discover discovery district divorce doll dollar doll dolls dolphin double
        dragon dragons drama dress driver drivers drop drunk dry duck dust duty dying eagle earn earthquake edge editor education egg
        eggs election electric elephant elite embarrassing emergency empire empty endless enemies enemy energy engine entertainment
        episode episodes escape eternal europe events everywhere evidence exam example excuse exit expect expensive experience expert
        explain explosion express extreme fair fairy faith fake falcon falling false fame farm farmer fashion fast fate fault fear feast
        february festival fever field fighter fighting figure finals finding finger fingers finish fired fires fishing fit five fix flag
        flame flat flesh flight floor florida flower flowers flu flying focus folk follow following foot forbidden forest forgive forgotten
        form fort fortune forward foundation fox frame france freak free freedom french fresh friendly frozen fruit full fun funeral funny
        furious future galaxy gang garage gates gene general generation gentle georgia german germany ghost ghosts giant gift gifts girlfriend
        glad glass glory goal goals goat god gods golf goodbye gossip grace grade grand grandma grandpa grass grave gravity greek green grey
        grill grow growing guard guess guest guide guilty guitar gun guns guy guys gym hair half hall halloween hand handle hands handsome hang
        happen happens harbour harmony harry hate haunted haven heard heat heaven heavy height hell help hero heroes hidden highway hill hills
        history hit holiday holidays hollow holy homes homework honest honey honor honour hook hope horizon horror horse horses hospital hotel
        humans hungry hunt hunter hunters hunting hurricane hurt husband husbands hustle ice icon idea identity idiot idol illegal illusion image
        imagine impossible impact inch incredible independence india indian infinity innocent insane insider instinct intelligence interview
        invasion investigation invisible iron islands issue italian italy item jail jacket jazz jealous jesus jewel joke jokes journal journey joy
        judge judges juice jump jungle junior jury kidnapped kings kingdom kiss kissing kitten knife knight knights knock known lab labour ladies
        lake lamb language large laser laugh laughing launch laundry lawyer lazy leader league learning leave leaves lesson lessons liar liars
        liberty library license lies lift lightning limit lion lions lip lipstick liquid listening literally local lock locked london lone lonely
        loser loud lounge lower lucky lunch lying machine madness mafia magician mail main maker makeover makers mall manager mansion marathon march
        mars mask massacre masters mate material math maximum meal meat media medical medicine meeting mega member memories memory mercy mermaid mess
        message metal miami mice middle midnight midwife mighty mile military milk million millionaire mirror misery missing mistake mistress mix mob
        model models moments monk monkey monsters mood motor motion mountains mouse moving mummy murders museum musical muscle mystery naked names
        nashville nation nations natural naughty neighbor neighborhood neighbour neighbours nerve nest newly nightmare ninja noise nobel normal nose
        notes nuclear nurse nurses nuts ocean odds official oil olympic ones open opera operation opposite orange orders organic original orphan oscar
        outlaw outlaws outlet oven owner pack page pain paint painting pair palace panda panic pants paradise paris parish parliament particular
        partner partners passenger passion password patient patients patrol pattern payback peak pencil perfume period personal pet pets phantom
        physical piano pieces pig pilot pink pirate pirates pitch pizza places plain planets plant plants plastic playing pleasure plus pocket poem
        poetry poison poker political politics pony poor popular port portrait position postcards pottery pound poverty practice prank pray prayer
        predator pregnant present pretty price priest prime prince princess print prison prisoner private prize pro produce professional professor
        profile programme project property prophet protect proud psychic psycho punch punk pure purple pursuit puzzle pyramid quarter queens quest
        quiet quit quiz rabbit race racing radio rage railway ranch range rare rat rate rats reach reaction reader reality rebel rebels recipe recipes
        record recovery redemption regular relationship release religion remember remote renegade rent report reporter request rescue resort respect
        restaurant results resurrection retirement reunion revealed revenge revolution reward rhythm rice riches riding rig rings riot rise rising
        risk rival rivals roads rob robbery robin robot robots rock rocket rocks role roll romance romantic rome roof rooms root rose roses rough
        rounds route routine row royal rules ruler rumours runner rush russia russian safari safety sail sailor saint sale salt samurai sand santa
        satan sauce savage saved saving scandal scare scared scary schools science scientist scout scream screen script search seat secretary section
        secure security seed self sell senior sense sentence separate serial series serious serve service settle seventeen several sexy shadow
        shadows shake shallow shame shape share shark sharks sharp sheep sheriff shine ship ships shirt shock shoes shooting shoot shopping shore
        shots shoulder shower shy sick siege sight signal signs silence silent silk silver similar singer singing single sinner sisters site situation
        size skills skin skull slave sleeping slice slim slow smack smell smoke smooth snake snakes snap snowman soap soccer social society soft
        soldier soldiers solid soul souls soup source spa spare spell spice spider spies spin spirits spoiler spoon spot spotlight spy squad square
        stage stairs stakes stalker stand standing starring station statue stealing steam steel step steps stick stitch stock stolen stomach stone stones
        storm storms stranger strangers streets strength strike strings strip strongest struggle stuck student students studio stunt stupid submarine
        suburbs success suicide suit suite sunny sunrise sunset supermarket superstar supply support supreme surf surgery surgeon surprise
        survival survivor survivors suspect suspects swamp swan swap sweat swim swimming swing sword symphony system table taboo tail tale talent tales
        talks tall tank tap tape target task taste tattoo tax taxi tea teach teacher teachers tears tech technology teen teenage teenager teeth telephone
        temple temptation tennis tension terms terrible terror texas text thank theatre theory therapy thief thieves thin thirteen thirty thousand
        threat thrill throne thunder ticket tie tiger tigers tight tiny tip tips toast toilet tomb tomorrow tone tool tools tooth topic torn
        torture tower toy toys tracks trade tradition traffic tragedy trail trainer training trap trash traveler treasure treat treatment trees triangle
        tribe trick tricks triple tropical truck trucks truths tube tune tunnel turkey turning twelve twenty twin twins twist type ultimate
        uncle undercover underground underwater unexpected unforgettable uniform union unique unit united universe unknown unlimited unlocked unreal
        unseen unsolved upper upstairs urban useful user usual vacation valley value vampire vampires van vanity vegas veil velvet vengeance venice venture
        verdict vet victim victims victory viking vikings village villain violence virgin virus vision vital vixen voices volcano voyage walker walking
        walls wanted warm warning warrior warriors wars wash waste watchers water waters wave waves wealth weapon weapons wedding weed weeds weight
        western whale whales wheel wheels whisper whistle wicked widow width wilderness wildlife william wing winner winners wings winning wire wise wishes
        witch witches witness wizard wolf wolves wondering wooden woods worker workout workshop worlds worry worse worst worthy wound wrap wrestling writer writing
        yard yellow yesterday yoga youth zero zombie zombies zoo
        abenteuer allein alle alltag anfang angst anwalt arbeit arzt auge augen auto bad bahn bauer baum berg berge bett bild blau blick blut boden brief brot bruder
        brucke buch burg chef dame deutschland dieb dorf dunkel echt ehe einsatz ende engel erde erfolg essen ewig fahrt fall familie farbe fest feuer fisch flucht
        flug fluss frage frei freiheit fremde freund freunde freundin frieden fruhling ganz garten gast gefahr geheim geheimnis geld gericht geschichte gesund gewalt
        gluck gott grenze gross grosse grun haus heimat held helden herbst herr herz himmel hochzeit hoffnung hof hund hunde hutte insel jagd jungen kaffee kampf kirche
        klein kleine klinik konig konigin kopf kraft krank krieg krimi kuche kunst kuss land leben lehrer leiche letzte letzten licht lied luft luge lust madchen macht
        markt mauer meer mensch menschen mord morder mut mutter nachbar nachbarn nacht nah name natur neu not opfer ort panorama papa park pferd pferde plan platz polizei
        quer quiz rache recht reise richter ruhe sache schatten schatz schloss schnee schon schule schuld schwarz schwester see seele sehnsucht sieg sohn sommer sonne
        spass spiel spiele spur stadt stark stein stern sterne stille stimme strand strasse stunde sturm suche suss tal tanz tatort tier tiere tochter tod tor tot traum
        traume trennung treu umschau unfall urlaub vater verlust verrat vogel wald wasser weg weihnachten weiss welt wetter wild wind winter wir woche wohnung wolf wort
        wunder zauber zimmer zug zukunft zuhause zwei zwischen brisant arzte
        accident adieu affaire ailleurs ami amie amis amour amoureux ange anges animal animaux annee appel apres argent avenir avocat bataille beau beaute belle bienvenue
        bleu boulanger bruit cache chambre chance chanson chasse chat chateau chemin cheval chien ciel cinema classe clef coeur colere combat confiance corps coup couple
        courage crime cuisine danger danse demain dernier derniere destin destins deux dieu docteur double drame droit eau eaux ecole enfance enfant enfer enquete ensemble
        envie envoye espoir esprit ete etoile etoiles famille fete feu fille filles film fils fin fleur fleurs foi folie foret fou frere freres garcon gens gloire grand
        grande guerre heros heure heures hier histoire histoires hiver ile infos invite jardin jeu jeunes joie jours juge jungle justice langue lettre liberte lieu livre loi
        loin long louve lumiere lune madame magie maitre mal maman marche mari mariage medecin meilleur mensonge mer mere mode montagne mort mot mots mystere naissance nature
        neige noel noir nom nouveau nouvelle ombre ombres or ordre ours paix papa parents parfait parole passe passion patron pays peche pere perdu petit petite peur pied
        place plage plaisir pluie plus police pont porte pouvoir premier printemps prison promesse quotidien reine rencontre rendez retour reve reves rive riviere roi
        rouge route rue salut sang sauvage science secret secrets semaine sens silence soeur soeurs soleil sommeil souvenir sport table temoin tempete terre tete theatre
        traces train travail tresor vacances vague vendredi vengeance vent verite vert vieux village villa visage vivement voisin voisins voix vol voyage vrai
        abuela adios agua aire alegria alma amanecer amante amantes ano anos amar amiga amigo amigos angel angeles animales apuesta arte aventura aventuras azul bailar baile
        barrio batalla belleza beso boda bosque buenos cabeza cafe calle camino campo cancion carcel cara carne carta chica chicas chico cielo cine clase cocina color comida
        corazon cosas crimen cuento cuerpo culpable derecho desayuno deseo despertares destino diablo dinero dios dolor dos dulce duda encuentro enemigo engano error escuela
        espejo esperanza esposa estrella estrellas familia fantasma fe feria fiesta fin flor flores fuego fuerza fuga futuro gato gente gran grande guerra hermana hermano
        hermanos heroe hija hijo hijos historia historias hogar hombres honor hora horas hotel huella informativos inocente invierno isla jardin joven juego juez juntos
        justicia lado ladron lagrimas leyenda libertad limite locura lobo loco luna luz madre maestra magia mal manana mano mar maravilla marea marido memoria mentira
        mentiras mesa miedo milagro misterio monte muerte mujeres musica nacional nino ninos nombre nueva nuevo oro oscuro otra paraiso pareja paz pasado pasion pelicula
        peligro perdon perdido perro pesadilla piel pueblo puente puerta princesa prision promesa rebelde reina reino reto rey rio rojo sabor salud salvaje sangre secreto
        secretos sabado senora ser senal silencio sol soledad sombra sombras sueno suenos suerte tarde teatro telefono tesoro tierra tigre todo traicion tren tres ultimo
        valle valor venganza ver verano verdad viaje vecinos viento virgen voz
        abraco alegria alma amanha amigo amigos ano anos ar aventura avenida baile beijo bom branco caminho campo cara carnaval casamento ceu chuva cinema conta coracao
        cozinha crime danca destinos deus dinheiro doce domingao encontro escola esperanca estrela familia fazenda feliz festa filha filho filhos fim flor flores fogo forca
        fuga futuro futebol gente guerra heroi historia hora ilha imperio inverno irma irmao irmaos jardim jogo jovem juntos justica ladrao lado lar liberdade lobo loucura
        lua luz mae malhacao mar medo mentira menina menino meninos mesa morte mulheres musica namoro novo nova ouro paixao pai pais palavra paraiso paz pecado perdao
        praia princesa promessa quarto rainha rei reino rio riso rosto rua sabor samba sangue saudade segredo segredos silencio sol sombra sonho sonhos sorte tarde teatro
        terra tesouro trabalho trem tres ultimo vento verao verdade viagem vinganca vizinhos volta voz
        heute morgen abend tag tage nacht leben liebe welt zeit jahr mann frau kinder haus stadt neue neuen alte gute guten gut
        mehr immer wieder einfach leute alles nichts sehr nachrichten wetter sport film serie
        aujourd hui demain soir matin jour nuit vie amour monde temps homme femme enfants maison ville bon bonne bien tres toujours
        jamais rien fait faire merci journal
        hoy manana noche dia vida amor mundo tiempo hombre mujer casa ciudad bueno buena bien siempre nunca nada todo todos hacer
        gracias noticias hoje amanha noite vida amor mundo tempo homem mulher casa cidade bom boa bem sempre nunca nada tudo todos
        fazer obrigado noticias jornal
        absolutely agree alright although annoying anymore anyway asleep awake awesome awful beaten besides bless bloody bored boring brilliant brought cheer
        clearly couldnt definitely delicious didnt disappointed doesnt drinking due eating entire exactly excited exciting exhausted fabulous fantastic feels
        felt fewer figured finally finished followed forgot gets gives giving goes gorgeous gotta grateful guessing hadnt hasnt havent hating heading heres
        hilarious hoping hopefully huge instead interesting isnt itll joking kept kinda knows lately liked likely loads loving massive means meant mental
        moved nearly needing obviously particularly perhaps played pleased plenty possibly probably proper properly reckon reminds ridiculous saying seems
        seriously shocking shouldnt silly sleepy someone something somewhere sort spend spent spoken stayed stopped stunning supposed talked theres theyre
        thinks thoughts thrilled totally turns ugly ugh understand unless usually various waited walked wanna wasnt whoever whos wished wouldnt yay youll
        youve
        abends absolut ahnung aktuell allerdings allen aller anders andere anderen anfangen anschauen ansehen arbeiten aufgabe ausser bald bedeutet bekommen
        beide beim bereits besser besten bestimmt bisher bisschen bitte bleibt bleiben braucht brauchen brauche bringt bringen dabei dachte dafur dagegen
        daher dahin damals damit danach dank danke daran darauf daraus darf darum davon dazu denke denken denn deren dessen diese diesem diesen dieser dieses
        doch dort drei durch durfen ebenfalls eben egal eigentlich einige einmal endlich entweder erst erste ersten erstmal etwas falsch fertig finde finden
        findet fragen freue freuen freut fruher fuhlt gab ganze ganzen geben gegeben gegen geht gehen gehort gekommen gemacht gemeint genau genug gerade gern
        gerne gesagt gesehen gestern gibt ging glaube glauben gleich hallo halt hast hatte hatten hattest heisst hilfe hin hinter hoffe hoffentlich hore hort
        ihm ihn ihnen ihre ihrem ihren ihrer irgendwie jede jedem jeden jeder jedes jemand jedenfalls kam kaufen kennt kennen keinen keiner komme kommen kommt
        konnte konnen konnten kurz lang lange langsam lassen lasst laut leider letzter lieber lieben liegt mache machen machte manchmal meine meinem meinen
        meiner meint meist merken mochte moglich morgens musste muss mussen nachste nachsten naturlich neben nehmen nie niemand nimmt nochmal nun oben oft
        ohne passiert passt plotzlich reden richtig rund sagt sagen sage schade schau schauen schaut schlafen schlecht schlechte schnell schonen schone
        schoner schreiben sehe sehen seid seine seinem seinen seiner seit selber selbst sicher sieht sitzt sitzen sogar solche soll sollte sollen sonst spat
        spater spannend stehen steht stimmt sucht suchen tagen tatsachlich treffen trotzdem tun tut uber uberall uberhaupt ubrigens unbedingt unsere unserem
        unseren unter verdammt vergessen verruckt verstehe verstehen versuch viel viele vielen vielleicht voll vorbei vorher wahnsinn wahr wahrend warten
        warte warum ware wegen weil weiter welche welcher wenig weniger werde werdet weshalb wieso wieviel willen willst wissen wochenende wollen wollte
        wollten worden wurde wurden wunderbar wunsche zeigt ziemlich zuerst zuruck zusammen zwar genial geil krass hammer
        accord adore ainsi allez alors anniversaire appelle apprendre arrete arreter arrive arriver assez attend attendre attends aucun aucune aura aurais
        aussi autant autre autres avais avait avant avez avoir beaucoup besoin bientot bisous bonjour bonsoir bref cause cela celle celui cest ceux chaque
        chaud chez chose choses clair combien comme comment commence commencer compris comprendre connais content continue contre cote crois croire dabord
        debut deja depuis derriere dessus dire dis dit dois doit doivent donc donne donner dormir drole devrait encore enfin entre entendre essayer etait
        etaient etes etre eux exactement facile faites falloir faudra faut faux ferme finalement fini finir fois font gagner garder gros habitude heureux
        heureuse hein ici idee importe incroyable jaime jai juste laisse laisser lequel leur leurs longtemps lors lorsque magnifique mange manger manque marre
        matinee mec mecs meilleure meilleurs mets mettre mieux minutes moi moins mois montre moyen nan notre nouveaux nul oublier oubliez oublie oui parce
        pareil parler parle partir partie passer pendant pense penser perdre personne peut peux peutetre plait plein plupart plusieurs pourquoi pourrait prend
        prendre presque prochain prochaine propos puis puisque quand quel quelle quelles quelque quelques quels raison regarder rentrer reste rester retard
        rigole rire sait sais savoir sera serait seul seule seulement sinon sortir souvent surtout tant tard tel telle tellement tenir tient tombe toute
        toutes trop trouve trouver truc utile vas vers veut veux vient viens vite vivre voici voila voir voit vois vont vos votre voulais vouloir vraie
        vraiment vue
        abrir acabar acaba adelante ademas ahi ahora algo alguien algun alguna algunos alla alli ambos andar anoche antes aqui aquel aquella asi atras aunque
        ayer ayuda bajo bastante bonito bonita buenas buscar cada cambiar cambio casi claro comer comi compra comprar conmigo contigo conocer contra contar
        cuenta cuentame cual cuales cualquier cuando cuanto cuanta cuantos creo creer cree cosa cuidado cumple dar darle deben debe decir dicho dice dicen
        dejar demas demasiado dentro desde despues detras dijo digo dile donde duele durante ejemplo ella ellas ellos empezar empieza encanta encima encontrar
        entender entiendo entonces equipo eran eras era entero enterado entere enterar espero esperar estaba estaban estado estamos estan estar estara estare
        estoy existe facil falta favor fatal felices feo forma fue fuera fueron fui gracioso grandes gusta gustan gustaria haber habia habla hablar hace haces
        hacia haciendo haga hago han hasta hecho hemos hizo hola igual imposible increible jajaja junto jugar lejos leer libre listo llega llegar llevar lleva
        llorar luego lunes malo mala manera mayor mejor mejores menos menudo mientras mio mia mismo misma momento momentos morir mucho mucha muchas muchos
        nadie necesito ningun ninguna noticia nuestro nuestra nuevos ojala ojos oye oir otras otro otros pasa pasan pasando pasar paso pedir pensar pena peor
        pequeno perder persona personas poco poca pocos poder podia podria poner porque posible pregunta pronto propio pudo puede pueden puedes puedo puesto
        puro quedar queda queria quiere quieren quiero quieres quizas raro rato razon realmente recuerda reir risa saber sabe sabes sabia salir segun seguir
        sigue segundo seguro semana sentir seria serio siento siente sino siquiera sobre sola solo suena tambien tampoco tan tanta tanto tantas tener tenemos
        tenia tengo tiene tienen tienes tipo toca todavia toma tomar trabajo tras tratar trae triste unico usted ustedes vale vamos vaya veces verlo ves vete
        vez viene vienen viejo vino visto vivir voy vuelta vuelve volver vosotros
        acabou acha acho achei acontece acontecendo agora ainda alem alguem algum alguma alguns ali almoco amei amo anda apenas aquela aquele ate aula beijos
        cade caiu cansado chega chegar chegou chorando chorar coisa coisas comigo comecar comecou comeca conhecer consegue consigo continua coitado deixa
        deixar demais depois desse dessa deste desta deu devia dias dificil diz dizer disse embora entao entende entendi entrar eram espera esperando essa
        essas esse esses estao estava estavam esteja estive estou faco fala falando falar falou faltam fariam faz fazendo fazem feio feito ficar fica ficou
        ficando fiquei foda foram forte galera ganhar ganhou gosta gostei gosto gostoso graca haja havia inteiro inteira jeito lembra lembrar leva levar lindo
        linda longe logo louco mao maior melhor mesma mesmo mim minhas morrendo morrer morreu mostrar muda muita muitas muitos naquele nenhum nenhuma nessa
        nesse nesta ninguem nossa nossas nosso nossos obrigada olha olhar ontem onde outra outras outro outros parar parece parte passa passar passou pede
        pegar pega pegou perdi perto pessoa pessoas pior pode podem ponto possivel posso pouco praca precisa preciso proximo pude quais qual quando quanto
        quantos quase querem quero quanta rapido resto rindo sair saiu sei sem sendo senhor seus sido somos sou tambem tem temos tenho tentar tenta ter teu
        teve tinha tira tirar toda todas trabalhar ultima usar vai valeu vao varios veio velho vem venha vezes vindo viver viu voltar voltou vou vovo
        """);

    /// <summary>Bits of a folded word.</summary>
    public static double Bits(string word)
    {
        if (FunctionWords.Contains(word))
        {
            return Function;
        }

        if (char.IsDigit(word[0]))
        {
            return Numeral;
        }

        if (FrequentWords.Contains(word))
        {
            return Frequent;
        }

        return word[0] >= '\u0E00' && word.Length <= 2 ? Ideograph : word.Length <= 2 ? Frequent : Rare;
    }

    public static bool IsFunction(string word) => FunctionWords.Contains(word);

    public static bool IsCommon(string word) => FunctionWords.Contains(word) || FrequentWords.Contains(word);

    private static FrozenSet<string> Read(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => Fold.Word(word)).ToFrozenSet(StringComparer.Ordinal);
}
