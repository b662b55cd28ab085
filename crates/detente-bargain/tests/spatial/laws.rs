//! What a run must not depend on.
