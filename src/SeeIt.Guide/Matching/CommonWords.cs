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
    private const double Numeral = 3;

    /// <summary>A character of a script without spaces.</summary>
    private const double Ideograph = 3.5;

    private static readonly FrozenSet<string> FunctionWords = Read(
        """
        a about after again all also am an and any are as at be been before but by can could did do does doing dont down for from
        get go got had has have having he her here him his how i if im in into is it its ive just like me more my no not now of off
        on one only or our out over own really she so some than that thats the their them then there these they this those to too
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
        tonight took top total touch tough tour town track trade train travel tree trial tried trip true trust truth try trying
        tuesday turn tv twice two uk under university until update upon usa use used very video view visit voice wait waiting wake
        walk wall want wants war watch watching water way ways wear weather wedding wednesday week weekend weeks weird welcome west
        whatever white whole wife wild win wind window winter wish without woman women won wonder wonderful word words work workers
        working works world worth wow write wrong year years yesterday yet young yourself zone
        heute morgen abend tag tage nacht leben liebe welt zeit jahr mann frau kinder haus stadt neue neuen alte gute guten gut
        mehr immer wieder einfach leute alles nichts sehr nachrichten wetter sport film serie
        aujourd hui demain soir matin jour nuit vie amour monde temps homme femme enfants maison ville bon bonne bien tres toujours
        jamais rien fait faire merci journal
        hoy manana noche dia vida amor mundo tiempo hombre mujer casa ciudad bueno buena bien siempre nunca nada todo todos hacer
        gracias noticias hoje amanha noite vida amor mundo tempo homem mulher casa cidade bom boa bem sempre nunca nada tudo todos
        fazer obrigado noticias jornal
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
