//! The models of bargaining by name, and what one says of an issue.

/// A model of bargaining.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Model {
    /// The capability and salience weighted mean of positions, the headline.
    Mean,
    /// The weighted median.
    Median,
    /// Nash's solution from the reference point.
    Nash,
    /// Kalai and Smorodinsky's solution from the reference point.
    KalaiSmorodinsky,
    /// The challenge model: its median after the last round.
    Challenge,
    /// The spatial model of politics: the weighted mean of positions after its last turn.
    Spatial,
    /// The exchange of support across issues.
    Exchange,
}

impl Model {
    /// All of them, the headline first.
    pub const ALL: [Self; 7] = [
        Self::Mean,
        Self::Median,
        Self::Nash,
        Self::KalaiSmorodinsky,
        Self::Challenge,
        Self::Spatial,
        Self::Exchange,
    ];

    /// The plain name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Mean => "weighted mean",
            Self::Median => "weighted median",
            Self::Nash => "Nash bargaining",
            Self::KalaiSmorodinsky => "Kalai–Smorodinsky",
            Self::Challenge => "challenge model",
            Self::Spatial => "spatial model",
            Self::Exchange => "exchange model",
        }
    }

    /// The name for machines and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Mean => "weighted-mean",
            Self::Median => "weighted-median",
            Self::Nash => "nash",
            Self::KalaiSmorodinsky => "kalai-smorodinsky",
            Self::Challenge => "challenge",
            Self::Spatial => "spatial",
            Self::Exchange => "exchange",
        }
    }

    /// The model of a name.
    pub fn by_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|model| model.id() == id)
    }
}

/// What a model says of an issue.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// A point on the line of the scale.
    At(f64),
    /// Everything from the first point to the second.
    Between(f64, f64),
    /// There is nothing that all prefer to the reference point, which stays.
    NoAgreement(f64),
    /// The model cannot say, and why.
    Refused(String),
}

impl Outcome {
    /// The point, if the model says one: the lower end of several.
    pub fn point(&self) -> Option<f64> {
        match self {
            Self::At(at) | Self::Between(at, _) => Some(*at),
            Self::NoAgreement(_) | Self::Refused(_) => None,
        }
    }
}
