package io.ledgerline.note;

import io.ledgerline.merkle.StrictDecimal;

/// Decimal numbers as checkpoints, proofs and policies write them: ASCII digits, no sign, no
/// leading zero. `Long.parseLong` would take `+5`, `007` and digits of other scripts.
public final class Decimal {

  private Decimal() {}

  /// Reads a number from 0 to 2^63 - 1.
  ///
  /// @throws MalformedNoteException if the text is another spelling, or the number larger
  public static long parse(String text) {
    return StrictDecimal.parse(text)
        .orElseThrow(() -> new MalformedNoteException("not a decimal number: " + text));
  }
}
