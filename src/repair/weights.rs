//! The weights of `weigh`, learnt from aligned pairs: a conditional logistic
//! regression over the readings of every doubtful token, of which the one
//! nearest to the truth is right.

use super::weigh::Evidence;

/// How much the neighbours weigh on old print.
pub(super) const OLD_CONTEXT: f32 = 0.319;

/// How much of the model's worth of a join counts on old print.
pub(super) const OLD_JOIN: f32 = 0.5;

/// On old print, by the sort of change and then by the kind of evidence.
#[rustfmt::skip]
pub(super) const OLD: [Evidence; 4] = [
    [
         -0.162, // bias
          0.516, // channel
          0.269, // habits
          0.000, // blanks
          0.363, // words
          0.000, // two_edits
          0.000, // three_edits
         -0.056, // doubt
         -0.359, // capital
          0.157, // two_letters
          0.163, // three_letters
          0.420, // four_letters
          0.433, // length
          0.160, // unknown_share
         -1.362, // old_share
         -0.703, // listed
          0.529, // historical
         -0.160, // alphabetic
          2.116, // case_only
         -0.003, // letters
          0.094, // old_letters
          0.166, // misread_share
         -0.406, // growth
          0.070, // kept_letters
          0.000, // repeats
    ],
    [
          2.842, // bias
          0.768, // channel
          0.398, // habits
          0.000, // blanks
          0.128, // words
          1.066, // two_edits
          1.724, // three_edits
          0.276, // doubt
          0.696, // capital
         -0.108, // two_letters
          0.023, // three_letters
         -0.172, // four_letters
         -2.471, // length
          0.100, // unknown_share
         -0.756, // old_share
         -0.438, // listed
          1.123, // historical
          0.964, // alphabetic
          0.000, // case_only
          0.003, // letters
          0.116, // old_letters
         -0.018, // misread_share
         -0.183, // growth
          0.028, // kept_letters
          0.296, // repeats
    ],
    [
         -0.459, // bias
          0.578, // channel
          0.388, // habits
          0.346, // blanks
          0.120, // words
          0.223, // two_edits
          0.845, // three_edits
          0.043, // doubt
          0.076, // capital
         -0.139, // two_letters
          0.063, // three_letters
          0.173, // four_letters
         -0.103, // length
          0.217, // unknown_share
          0.385, // old_share
          0.000, // listed
          0.000, // historical
          0.021, // alphabetic
         -0.198, // case_only
         -0.014, // letters
          0.119, // old_letters
          0.245, // misread_share
         -1.153, // growth
          0.047, // kept_letters
          0.178, // repeats
    ],
    [
          0.442, // bias
          0.727, // channel
        -930999.612, // habits
          0.027, // blanks
          0.284, // words
          0.000, // two_edits
          0.000, // three_edits
          0.235, // doubt
          0.354, // capital
          0.000, // two_letters
         -3.574, // three_letters
         -2.810, // four_letters
         -2.322, // length
          0.968, // unknown_share
          1.884, // old_share
         -0.688, // listed
          0.191, // historical
          0.442, // alphabetic
          0.000, // case_only
         -0.010, // letters
          0.005, // old_letters
          0.004, // misread_share
         -1.176, // growth
         -0.231, // kept_letters
          1.634, // repeats
    ],
];
