//! The standards that files are made to, and how a file says which it keeps.

/// What a file is made to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standard {
    /// PDF 1.7 with object streams: PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2).
    #[default]
    Ua1A2a,
    /// The same without object streams and with a table of cross-references (ISO 32000-1, 7.5.4), for old readers.
    Ua1A2aClassic,
    /// PDF 2.0: PDF/UA-2 (ISO 14289-2) and PDF/A-4 (ISO 19005-4).
    Ua2A4,
}

/// What a file says of itself: one standard that it keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Claim {
    /// Accessible: PDF/UA-1.
    PdfUa1,
    /// Accessible: PDF/UA-2.
    PdfUa2,
    /// Lasting: PDF/A-2, level A.
    PdfA2a,
    /// Lasting: PDF/A-3, level A, which may hold files of any kind.
    PdfA3a,
    /// Lasting: PDF/A-4.
    PdfA4,
    /// Lasting: PDF/A-4 with files of any kind.
    PdfA4f,
}

impl Standard {
    /// The two claims: that of PDF/UA, then that of PDF/A.
    pub fn claims(self) -> [Claim; 2] {
        match self {
            Self::Ua1A2a | Self::Ua1A2aClassic => [Claim::PdfUa1, Claim::PdfA2a],
            Self::Ua2A4 => [Claim::PdfUa2, Claim::PdfA4],
        }
    }

    /// The claims of a file with other files inside it, or without.
    pub fn claims_with(self, attachments: bool) -> [Claim; 2] {
        match (self.claims(), attachments) {
            ([accessibility, Claim::PdfA2a], true) => [accessibility, Claim::PdfA3a],
            ([accessibility, Claim::PdfA4], true) => [accessibility, Claim::PdfA4f],
            (claims, _) => claims,
        }
    }

    /// Whether the file is one of PDF 2.0.
    pub(crate) fn is_pdf_2(self) -> bool {
        self == Self::Ua2A4
    }
}

impl Claim {
    /// Every claim that a file may make.
    pub const ALL: [Self; 6] =
        [Self::PdfUa1, Self::PdfUa2, Self::PdfA2a, Self::PdfA3a, Self::PdfA4, Self::PdfA4f];

    /// The claim with a name, as people write it.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|claim| claim.name() == name)
    }

    /// The standard's name as people write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::PdfUa1 => "PDF/UA-1",
            Self::PdfUa2 => "PDF/UA-2",
            Self::PdfA2a => "PDF/A-2a",
            Self::PdfA3a => "PDF/A-3a",
            Self::PdfA4 => "PDF/A-4",
            Self::PdfA4f => "PDF/A-4f",
        }
    }

    /// The properties of the XMP packet that make the claim (ISO 14289-1 and -2, 5; ISO 19005-2, 6.6.4;
    /// ISO 19005-4, 6.7.3).
    pub fn properties(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::PdfUa1 => &[("pdfuaid:part", "1")],
            Self::PdfUa2 => &[("pdfuaid:part", "2"), ("pdfuaid:rev", "2024")],
            Self::PdfA2a => &[("pdfaid:part", "2"), ("pdfaid:conformance", "A")],
            Self::PdfA3a => &[("pdfaid:part", "3"), ("pdfaid:conformance", "A")],
            Self::PdfA4 => &[("pdfaid:part", "4"), ("pdfaid:rev", "2020")],
            Self::PdfA4f => &[("pdfaid:part", "4"), ("pdfaid:rev", "2020"), ("pdfaid:conformance", "F")],
        }
    }

    /// Whether it is a claim of PDF/UA.
    pub fn is_accessibility(self) -> bool {
        matches!(self, Self::PdfUa1 | Self::PdfUa2)
    }
}
