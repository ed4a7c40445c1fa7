//! The rules of plurals that the headers of PO files state.

/// The rule of a language, as PO files of that language usually state it. Of others nothing is stated: no entry here has plural
/// forms, so the rule is for tools alone that ask for one.
pub(super) fn rule(tag: &str) -> Option<&'static str> {
    let mut subtags = tag.split('-');
    let language = subtags.next()?;
    let is_brazilian = language == "pt" && subtags.any(|subtag| subtag.eq_ignore_ascii_case("br"));
    Some(match language {
        "ja" | "ko" | "zh" | "vi" | "th" | "id" | "ms" | "lo" | "my" | "ka" => "nplurals=1; plural=0;",
        _ if is_brazilian => "nplurals=2; plural=(n > 1);",
        "fr" | "hy" | "am" | "ln" | "mg" | "ti" | "fa" | "hi" => "nplurals=2; plural=(n > 1);",
        "en" | "de" | "nl" | "sv" | "da" | "no" | "nb" | "nn" | "fo" | "es" | "pt" | "it" | "bg" | "el"
        | "fi" | "et" | "he" | "eo" | "hu" | "tr" | "ca" | "eu" | "gl" | "sq" | "az" | "kk" | "ky" | "uz"
        | "tk" | "mn" | "sw" | "so" | "ha" | "ur" | "bn" | "ta" => "nplurals=2; plural=(n != 1);",
        "lv" => "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);",
        "ga" => "nplurals=5; plural=(n==1 ? 0 : n==2 ? 1 : n<7 ? 2 : n<11 ? 3 : 4);",
        "ro" | "mo" => "nplurals=3; plural=(n==1 ? 0 : (n==0 || (n%100 > 0 && n%100 < 20)) ? 1 : 2);",
        "lt" => "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2);",
        "ru" | "uk" | "be" | "sr" | "hr" | "bs" => {
            "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
        }
        "cs" | "sk" => "nplurals=3; plural=(n==1 ? 0 : (n>=2 && n<=4) ? 1 : 2);",
        "pl" => "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
        "sl" => "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);",
        "mt" => {
            "nplurals=4; plural=(n==1 ? 0 : n==0 || (n%100>1 && n%100<11) ? 1 : (n%100>10 && n%100<20) ? 2 : 3);"
        }
        "ar" => {
            "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
        }
        _ => return None,
    })
}
