package io.ledgerline.note;

/// The rules for the name of a key (C2SP signed-note, "Format").
public final class KeyName {

  private KeyName() {}

  /// Returns the name.
  ///
  /// @throws MalformedNoteException if it is empty, or holds white space or a plus sign
  public static String checked(String name) {
    boolean fits =
        !name.isEmpty()
            && name.codePoints()
                .noneMatch(
                    c ->
                        c == '+'
                            || Character.isWhitespace(c)
                            || Character.isSpaceChar(c)
                            || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                            || Character.isISOControl(c));
    if (!fits) {
      throw new MalformedNoteException("a key name is not empty, has no white space and no '+'");
    }
    return name;
  }
}
