package io.ledgerline.note;

import io.ledgerline.merkle.StrictDecimal;

/// Decimal numbers in notes and proofs.
final class Decimal {

  private Decimal() {}

  /// Reads a number from 0 to 2^63 - 1.
  ///
  /// @throws MalformedNoteException if the text is another spelling, or the number larger
  static long parse(String text) {
    return StrictDecimal.parse(text)
        .orElseThrow(() -> new MalformedNoteException("not a decimal number: " + text));
  }
}
