//! The weights of `weigh`, learnt from aligned pairs by a conditional logistic
//! regression over the readings of every doubtful token, of which the one
//! nearest to the truth is right (`examples/weigh_readings.rs`).

use super::weigh::Evidence;

/// How much the neighbours weigh on old print.
pub(super) const OLD_CONTEXT: f32 = 0.433;

/// How much of the model's worth of a join counts on old print.
pub(super) const OLD_JOIN: f32 = 0.5;

/// On old print, by the sort of change and then by the kind of evidence.
#[rustfmt::skip]
pub(super) const OLD: [Evidence; 4] = [
    [
         -0.106, // bias
          0.516, // channel
          0.271, // habits
          0.000, // blanks
          0.359, // words
          0.000, // two_edits
          0.000, // three_edits
         -0.079, // doubt
         -0.349, // capital
          0.126, // two_letters
          0.185, // three_letters
          0.407, // four_letters
          0.549, // length
          0.180, // unknown_share
         -1.303, // old_share
         -0.723, // listed
          0.501, // historical
         -0.105, // alphabetic
          1.885, // case_only
          0.002, // letters
          0.095, // old_letters
          0.161, // misread_share
         -0.345, // growth
          0.075, // kept_letters
          0.000, // repeats
         -0.045, // caution
          0.000, // misread
          0.000, // open
    ],
    [
          2.554, // bias
          0.768, // channel
          0.399, // habits
          0.000, // blanks
          0.130, // words
          1.046, // two_edits
          1.718, // three_edits
          0.281, // doubt
         -0.096, // capital
         -1.341, // two_letters
         -1.232, // three_letters
         -1.488, // four_letters
         -2.596, // length
          0.118, // unknown_share
         -0.823, // old_share
         -0.447, // listed
          1.123, // historical
          0.905, // alphabetic
          0.000, // case_only
          0.003, // letters
          0.117, // old_letters
         -0.024, // misread_share
         -0.181, // growth
          0.039, // kept_letters
          0.295, // repeats
          0.522, // caution
          2.129, // misread
          0.000, // open
    ],
    [
         -0.442, // bias
          0.578, // channel
          0.388, // habits
          0.345, // blanks
          0.120, // words
          0.225, // two_edits
          0.842, // three_edits
          0.043, // doubt
          0.105, // capital
         -0.190, // two_letters
          0.061, // three_letters
          0.172, // four_letters
         -0.105, // length
          0.220, // unknown_share
          0.385, // old_share
          0.000, // listed
          0.000, // historical
          0.027, // alphabetic
         -0.194, // case_only
         -0.013, // letters
          0.119, // old_letters
          0.243, // misread_share
         -1.153, // growth
          0.046, // kept_letters
          0.179, // repeats
         -0.015, // caution
          0.000, // misread
         -0.032, // open
    ],
    [
          0.494, // bias
          0.604, // channel
         -0.000, // habits
         -0.077, // blanks
          0.301, // words
          0.000, // two_edits
          0.000, // three_edits
          0.279, // doubt
          0.317, // capital
          0.000, // two_letters
         -0.544, // three_letters
         -1.940, // four_letters
         -2.217, // length
          0.993, // unknown_share
          1.935, // old_share
         -0.798, // listed
          0.075, // historical
          0.494, // alphabetic
          0.000, // case_only
         -0.007, // letters
          0.006, // old_letters
          0.003, // misread_share
         -1.657, // growth
         -0.175, // kept_letters
          1.679, // repeats
          0.247, // caution
          0.000, // misread
         -1.561, // open
    ],
];
