using System.Collections.Frozen;

namespace SeeIt.Guide.Text;

/// <summary>
/// Letters that people type in another way: accents, ligatures, superscripts, circled and half-width forms. Taken from the
/// Unicode Character Database: lower case, compatibility decomposition (NFKD), marks removed. The runtime's own
/// normalisation does nothing without ICU, which the box does not carry.
/// </summary>
internal static class FoldTable
{
    /// <summary>The plain form of a lower-case letter; absent when it is plain already.</summary>
    public static FrozenDictionary<char, string> Plain { get; } = Read();

    private const string Rows =
        """
        0=⁰₀⓪ 1=₁①⑴⒈¹ 10=⑩⑽⒑ 11=⑪⑾⒒ 12=⑫⑿⒓ 13=⑬⒀⒔ 14=⑭⒁⒕ 15=⑮⒂⒖ 16=⑯⒃⒗ 17=⑰⒄⒘ 18=⑱⒅⒙ 19=⑲⒆⒚ 2=₂②⑵⒉² 20=⑳⒇⒛ 3=₃③⑶⒊³
        4=⁴₄④⑷⒋ 5=⁵₅⑤⑸⒌ 6=⁶₆⑥⑹⒍ 7=⁷₇⑦⑺⒎ 8=⁸₈⑧⑻⒏ 9=⁹₉⑨⑼⒐ a=àáâãäåāăąǎǟǡǻȁȃȧᴬᵃḁạảấầẩẫậắằẳẵặₐ⒜ⓐª ac=℀ ae=æǣǽᴭ as=℁ aʾ=ẚ
        b=ᴮᵇḃḅḇℬ⒝ⓑ c=çćĉċčḉℂ℃ℭ⒞ⓒ co=℅ cu=℆ d=ðďđᴰᵈḋḍḏḑḓⅅⅆ⒟ⓓ dz=ǆǳ e=èéêëēĕėęěȅȇȩᴱᵉḕḗḙḛḝẹẻẽếềểễệₑℯℰⅇ⒠ⓔ f=ḟ℉ℱ⒡ⓕ fax=℻
        ff=ﬀ ffi=ﬃ ffl=ﬄ fi=ﬁ fl=ﬂ g=ĝğġģǧǵᴳᵍḡℊ⒢ⓖ h=ĥħȟʰᴴḣḥḧḩḫẖₕℋℌℍℎℏ⒣ⓗ i=ìíîïĩīĭįİıǐȉȋᴵᵢḭḯỉịⁱℐℑℹⅈ⒤ⓘ ij=ĳ j=ĵǰʲᴶⅉ⒥ⓙ
        k=ķĸǩᴷᵏḱḳḵₖ⒦ⓚ l=ĺļľŀłᴸḷḹḻḽₗℒℓ⒧ⓛ lj=ǉ m=ᴹᵐḿṁṃₘℳ⒨ⓜ n=ñńņňŋǹᴺᵑṅṇṉṋⁿₙℕ⒩ⓝ nj=ǌ no=№
        o=òóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱᴼᵒṍṏṑṓọỏốồổỗộớờởỡợₒℴ⒪ⓞº oe=œ p=ᴾᵖṕṗₚℙ⒫ⓟ q=ℚ⒬ⓠ r=ŕŗřȑȓʳᴿᵣṙṛṝṟℛℜℝ⒭ⓡ s=śŝşšſșṡṣṥṧṩẛₛ⒮ⓢ sm=℠
        ss=ß st=ﬅﬆ t=ţťŧțᵀᵗṫṭṯṱẗₜ⒯ⓣ tel=℡ th=þ tm=™ u=ùúûüũūŭůűųưǔǖǘǚǜȕȗᵁᵘᵤṳṵṷṹṻụủứừửữự⒰ⓤ v=ᵛᵥṽṿ⒱ⓥ w=ŵʷᵂẁẃẅẇẉẘ⒲ⓦ
        x=ẋẍₓ⒳ⓧ y=ýÿŷȳʸẏẙỳỵỷỹ⒴ⓨ z=źżžẑẓẕℤℨ⒵ⓩ ǝ=ᴲ ȣ=ᴽ ɐ=ᵄ ɑ=ᵅ ɔ=ᵓ ə=ᵊₔ ɛ=ᵋℇ ɜ=ᵌ ɦ=ʱ ɯ=ᵚ ɹ=ʴ ɻ=ʵ ʁ=ʶ ʒ=ǯ ʼn=ŉ
        α=άἀἁἂἃἄἅἆἇὰάᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ β=ᵝᵦ γ=ᵞᵧℽℾ δ=ᵟ ε=έἐἑἒἓἔἕὲέ η=ήἠἡἢἣἤἥἦἧὴήᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ ι=ίΐϊἰἱἲἳἴἵἶἷὶίιῐῑῒΐῖῗ μ=µ
        ο=όὀὁὂὃὄὅὸό π=ℼℿ ρ=ᵨῤῥ υ=ύϋΰὐὑὒὓὔὕὖὗὺύῠῡῢΰῦῧ φ=ᵠᵩ χ=ᵡᵪ ω=ώὠὡὢὣὤὥὦὧὼώᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ г=ѓ е=ѐё и=ѝй к=ќ у=ў і=ї
        א=ℵ ב=ℶ ג=ℷ ד=ℸ ا=آأإ و=ؤ ي=ئ ہ=ۂ ے=ۓ ە=ۀ ᴂ=ᵆ ᴖ=ᵔ ᴗ=ᵕ ᴝ=ᵙ ᴥ=ᵜ ァ=ｧ ア=ｱ ィ=ｨ イ=ｲ ゥ=ｩ ウ=ｳ ェ=ｪ エ=ｴ ォ=ｫ オ=ｵ カ=ｶ キ=ｷ
        ク=ｸ ケ=ｹ コ=ｺ サ=ｻ シ=ｼ ス=ｽ セ=ｾ ソ=ｿ タ=ﾀ チ=ﾁ ッ=ｯ ツ=ﾂ テ=ﾃ ト=ﾄ ナ=ﾅ ニ=ﾆ ヌ=ﾇ ネ=ﾈ ノ=ﾉ ハ=ﾊ ヒ=ﾋ フ=ﾌ ヘ=ﾍ ホ=ﾎ マ=ﾏ ミ=ﾐ ム=ﾑ
        メ=ﾒ モ=ﾓ ャ=ｬ ヤ=ﾔ ュ=ｭ ユ=ﾕ ョ=ｮ ヨ=ﾖ ラ=ﾗ リ=ﾘ ル=ﾙ レ=ﾚ ロ=ﾛ ワ=ﾜ ヲ=ｦ ン=ﾝ ー=ｰ
        """;

    private static FrozenDictionary<char, string> Read()
    {
        var plain = new Dictionary<char, string>();
        foreach (var row in Rows.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = row.IndexOf('=', StringComparison.Ordinal);
            foreach (var letter in row.AsSpan(equals + 1))
            {
                plain.TryAdd(letter, row[..equals]);
            }
        }

        return plain.ToFrozenDictionary();
    }
}
