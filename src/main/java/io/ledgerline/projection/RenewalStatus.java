package io.ledgerline.projection;

import java.util.Optional;

/// How far another graph is that takes the place of the one that answers.
///
/// @param reason why there is another
/// @param entries how many entries are in it
/// @param of how many entries it needs to take the place
/// @param isCopying whether the quads of a graph are being copied, which is not counted in entries
/// @param halt why it is given up for the moment, to be begun again; empty if it is not
public record RenewalStatus(
    Reason reason, long entries, long of, boolean isCopying, Optional<String> halt) {

  /// Why a graph is filled or copied anew.
  public enum Reason {
    /// It was made by other rules than those of this program.
    OTHER_RULES("it was made by other rules"),
    /// It may hold what was erased or retracted since.
    FORGETTING("it is to forget what is no longer so"),
    /// Somebody asked for it.
    ON_REQUEST("an operator asked for it"),
    /// It takes more room than it needs.
    COMPACTION("it takes more room than it needs");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /// Half a sentence.
    public String text() {
      return text;
    }

    /// Whether nothing is wrong without it.
    public boolean isOptional() {
      return this == ON_REQUEST || this == COMPACTION;
    }
  }

  /// In words.
  public String text() {
    String done =
        halt.map(why -> "to be filled anew later: " + why)
            .orElse(isCopying ? "being copied" : entries + " of " + of + " entries");
    return done + ", because " + reason.text();
  }
}
