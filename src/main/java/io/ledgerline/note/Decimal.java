package io.ledgerline.note;

/// Decimal numbers as checkpoints, proofs and policies write them: ASCII digits, no sign, no
/// leading zero. `Long.parseLong` would take `+5`, `007` and digits of other scripts.
public final class Decimal {

  private Decimal() {}

  /// Reads a number from 0 to 2^63 - 1.
  ///
  /// @throws MalformedNoteException if the text is another spelling, or the number larger
  public static long parse(String text) {
    boolean spelled =
        !text.isEmpty()
            && text.chars().allMatch(c -> c >= '0' && c <= '9')
            && (text.length() == 1 || text.charAt(0) != '0');
    if (!spelled) {
      throw new MalformedNoteException("not a decimal number: " + text);
    }
    try {
      long number = 0;
      for (int i = 0; i < text.length(); i++) {
        number = Math.addExact(Math.multiplyExact(number, 10L), text.charAt(i) - '0');
      }
      return number;
    } catch (ArithmeticException tooLarge) {
      throw new MalformedNoteException("a number above 2^63 - 1: " + text, tooLarge);
    }
  }
}
