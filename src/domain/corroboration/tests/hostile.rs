//! Books that nobody means, and some write.
