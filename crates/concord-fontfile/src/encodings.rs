//! The encodings that a font dictionary may name, and what lies between them and the names of glyphs
//! (ISO 32000-1, Annex D).

use read_fonts::ps::PredefinedEncoding;

/// The name of the glyph that stands for none.
pub const NOTDEF: &str = ".notdef";

/// An encoding by which codes of one byte name glyphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BaseEncoding {
    /// StandardEncoding.
    Standard,
    /// WinAnsiEncoding; all codes from 127 without a character of their own are bullets.
    WinAnsi,
    /// MacRomanEncoding.
    MacRoman,
    /// MacExpertEncoding.
    MacExpert,
}

impl BaseEncoding {
    /// The encoding that a name object of a font dictionary may state.
    pub fn from_name(name: &[u8]) -> Option<Self> {
        match name {
            b"WinAnsiEncoding" => Some(Self::WinAnsi),
            b"MacRomanEncoding" => Some(Self::MacRoman),
            b"MacExpertEncoding" => Some(Self::MacExpert),
            b"StandardEncoding" => Some(Self::Standard),
            _ => None,
        }
    }

    /// The name of a code's glyph, `.notdef` if it has none.
    pub fn name(self, code: u8) -> &'static str {
        let (table, first) = match (self, code) {
            (Self::Standard, _) => return PredefinedEncoding::Standard.name(code),
            (Self::WinAnsi, 127..) => (WIN_ANSI, 127),
            (Self::MacRoman, 128..) => (MAC_ROMAN, 128),
            (Self::WinAnsi | Self::MacRoman, _) => (ASCII, 32),
            (Self::MacExpert, _) => (MAC_EXPERT, 32),
        };
        let place = code.checked_sub(first).map(usize::from);
        let name = place.and_then(|place| table.split_ascii_whitespace().nth(place));
        name.filter(|name| *name != NONE).unwrap_or(NOTDEF)
    }
}

/// The code of a name in Mac OS Roman: MacRomanEncoding with what ISO 32000-1, Table 115 adds.
pub fn mac_os_roman_code(name: &str) -> Option<u8> {
    let added = MAC_OS_ROMAN.iter().find(|(added, _)| *added == name).map(|(_, code)| *code);
    let listed = || (32..=255).find(|code| BaseEncoding::MacRoman.name(*code) == name);
    added.or_else(|| if name == NOTDEF { None } else { listed() })
}

const NONE: &str = "-";

const MAC_OS_ROMAN: [(&str, u8); 15] = [
    ("notequal", 173),
    ("infinity", 176),
    ("lessequal", 178),
    ("greaterequal", 179),
    ("partialdiff", 182),
    ("summation", 183),
    ("product", 184),
    ("pi", 185),
    ("integral", 186),
    ("Omega", 189),
    ("radical", 195),
    ("approxequal", 197),
    ("Delta", 198),
    ("lozenge", 215),
    ("apple", 240),
];

/// Names of the codes from 32 to 126 that WinAnsi and Mac Roman share.
const ASCII: &str = "\
    space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft parenright asterisk plus comma
    hyphen period slash zero one two three four five six seven eight nine colon semicolon less equal greater
    question at A B C D E F G H I J K L M N O P Q R S T U V W X Y Z bracketleft backslash bracketright asciicircum
    underscore grave a b c d e f g h i j k l m n o p q r s t u v w x y z braceleft bar braceright asciitilde";

/// WinAnsiEncoding from code 127.
const WIN_ANSI: &str = "\
    bullet Euro bullet quotesinglbase florin quotedblbase ellipsis dagger daggerdbl circumflex perthousand Scaron
    guilsinglleft OE bullet Zcaron bullet bullet quoteleft quoteright quotedblleft quotedblright bullet endash
    emdash tilde trademark scaron guilsinglright oe bullet zcaron Ydieresis space exclamdown cent sterling currency
    yen brokenbar section dieresis copyright ordfeminine guillemotleft logicalnot hyphen registered macron degree
    plusminus twosuperior threesuperior acute mu paragraph periodcentered cedilla onesuperior ordmasculine
    guillemotright onequarter onehalf threequarters questiondown Agrave Aacute Acircumflex Atilde Adieresis Aring AE
    Ccedilla Egrave Eacute Ecircumflex Edieresis Igrave Iacute Icircumflex Idieresis Eth Ntilde Ograve Oacute
    Ocircumflex Otilde Odieresis multiply Oslash Ugrave Uacute Ucircumflex Udieresis Yacute Thorn germandbls agrave
    aacute acircumflex atilde adieresis aring ae ccedilla egrave eacute ecircumflex edieresis igrave iacute
    icircumflex idieresis eth ntilde ograve oacute ocircumflex otilde odieresis divide oslash ugrave uacute
    ucircumflex udieresis yacute thorn ydieresis";

/// MacRomanEncoding from code 128.
const MAC_ROMAN: &str = "\
    Adieresis Aring Ccedilla Eacute Ntilde Odieresis Udieresis aacute agrave acircumflex adieresis atilde aring
    ccedilla eacute egrave ecircumflex edieresis iacute igrave icircumflex idieresis ntilde oacute ograve
    ocircumflex odieresis otilde uacute ugrave ucircumflex udieresis dagger degree cent sterling section bullet
    paragraph germandbls registered copyright trademark acute dieresis - AE Oslash - plusminus - - yen mu - - - - -
    ordfeminine ordmasculine - ae oslash questiondown exclamdown logicalnot - florin - - guillemotleft
    guillemotright ellipsis space Agrave Atilde Otilde OE oe endash emdash quotedblleft quotedblright quoteleft
    quoteright divide - ydieresis Ydieresis fraction currency guilsinglleft guilsinglright fi fl daggerdbl
    periodcentered quotesinglbase quotedblbase perthousand Acircumflex Ecircumflex Aacute Edieresis Egrave Iacute
    Icircumflex Idieresis Igrave Oacute Ocircumflex - Ograve Uacute Ucircumflex Ugrave dotlessi circumflex tilde
    macron breve dotaccent ring cedilla hungarumlaut ogonek caron";

/// MacExpertEncoding from code 32.
const MAC_EXPERT: &str = "\
    space exclamsmall Hungarumlautsmall centoldstyle dollaroldstyle dollarsuperior ampersandsmall Acutesmall
    parenleftsuperior parenrightsuperior twodotenleader onedotenleader comma hyphen period fraction zerooldstyle
    oneoldstyle twooldstyle threeoldstyle fouroldstyle fiveoldstyle sixoldstyle sevenoldstyle eightoldstyle
    nineoldstyle colon semicolon - threequartersemdash - questionsmall - - - - Ethsmall - - onequarter onehalf
    threequarters oneeighth threeeighths fiveeighths seveneighths onethird twothirds - - - - - - ff fi fl ffi ffl
    parenleftinferior - parenrightinferior Circumflexsmall hypheninferior Gravesmall Asmall Bsmall Csmall Dsmall
    Esmall Fsmall Gsmall Hsmall Ismall Jsmall Ksmall Lsmall Msmall Nsmall Osmall Psmall Qsmall Rsmall Ssmall Tsmall
    Usmall Vsmall Wsmall Xsmall Ysmall Zsmall colonmonetary onefitted rupiah Tildesmall - - asuperior centsuperior -
    - - - Aacutesmall Agravesmall Acircumflexsmall Adieresissmall Atildesmall Aringsmall Ccedillasmall Eacutesmall
    Egravesmall Ecircumflexsmall Edieresissmall Iacutesmall Igravesmall Icircumflexsmall Idieresissmall Ntildesmall
    Oacutesmall Ogravesmall Ocircumflexsmall Odieresissmall Otildesmall Uacutesmall Ugravesmall Ucircumflexsmall
    Udieresissmall - eightsuperior fourinferior threeinferior sixinferior eightinferior seveninferior Scaronsmall -
    centinferior twoinferior - Dieresissmall - Caronsmall osuperior fiveinferior - commainferior periodinferior
    Yacutesmall - dollarinferior - - Thornsmall - nineinferior zeroinferior Zcaronsmall AEsmall Oslashsmall
    questiondownsmall oneinferior Lslashsmall - - - - - - Cedillasmall - - - - - OEsmall figuredash hyphensuperior -
    - - - exclamdownsmall - Ydieresissmall - onesuperior twosuperior threesuperior foursuperior fivesuperior
    sixsuperior sevensuperior ninesuperior zerosuperior - esuperior rsuperior tsuperior - - isuperior ssuperior
    dsuperior - - - - - lsuperior Ogoneksmall Brevesmall Macronsmall bsuperior nsuperior msuperior commasuperior
    periodsuperior Dotaccentsmall Ringsmall - - - -";
