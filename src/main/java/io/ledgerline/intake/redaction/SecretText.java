package io.ledgerline.intake.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds the secrets in running text: connection strings, command lines, queries, configuration.
///
/// Every search goes forward over the text once, whatever the text holds: no regular expression
/// that could start again at each character. One instance searches one text.
final class SecretText {

  private static final int CREDENTIAL_LENGTH_MIN = 16;

  private final String text;
  private final TextPlaces places;
  private final List<Replacement> found = new ArrayList<>();

  private SecretText(String text) {
    this.text = text;
    this.places = new TextPlaces(text);
  }

  /// Every secret in a text, by position in UTF-16 code units.
  static List<Replacement> find(String text) {
    SecretText search = new SecretText(text);
    search.privateKeys();
    search.urlPasswords();
    search.assignments();
    search.quotedMembers();
    search.options();
    search.arguments();
    search.lines();
    search.credentials();
    search.sqlPasswords();
    return Replacement.united(search.found);
  }

  /// The passwords of URLs alone: what is replaced even where a text identifies something.
  static List<Replacement> findUrlPasswords(String text) {
    SecretText search = new SecretText(text);
    search.urlPasswords();
    return search.found;
  }

  /// `-----BEGIN … PRIVATE KEY----- …`, to its end or that of the text.
  private void privateKeys() {
    int begin = text.indexOf("-----BEGIN ");
    while (begin >= 0) {
      int head = text.indexOf("-----", begin + 11);
      int next = head < 0 ? text.length() : head + 5;
      if (head > 0 && text.startsWith("PRIVATE KEY", head - 11)) {
        int foot = text.indexOf("PRIVATE KEY-----", next);
        next = foot < 0 ? text.length() : foot + 16;
        found.add(new Replacement(begin, next, Replacement.by("private-key")));
      }
      begin = text.indexOf("-----BEGIN ", next);
    }
  }

  /// `scheme://user:password@`.
  private void urlPasswords() {
    for (int at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 3)) {
      int colon = -1;
      int sign = -1;
      int i = at + 3;
      for (; i < text.length() && !endsAuthority(text.charAt(i)); i++) {
        if (text.charAt(i) == ':' && colon < 0) {
          colon = i;
        } else if (text.charAt(i) == '@') {
          sign = i;
        }
      }
      boolean hasPassword = colon >= 0 && sign > colon + 1;
      if (hasPassword && !text.substring(colon + 1, sign).equals(Replacement.URL_PASSWORD)) {
        found.add(new Replacement(colon + 1, sign, Replacement.URL_PASSWORD));
      }
    }
  }

  private static boolean endsAuthority(char c) {
    return c <= ' ' || "/?#\"'<>\\".indexOf(c) >= 0;
  }

  /// `key=value`, `key="value"`, `'key' = 'value'`; a text that starts with `key=` is a value to
  /// its end, as in the configuration of Debezium.
  private void assignments() {
    int next;
    for (int sign = text.indexOf('='); sign >= 0; sign = text.indexOf('=', next)) {
      next = sign + 1;
      boolean comparison =
          (sign > 0 && "!<>=:".indexOf(text.charAt(sign - 1)) >= 0)
              || (next < text.length() && text.charAt(next) == '=');
      int blanks = places.skipBlanksBack(sign);
      int nameEnd = places.quotedNameEnd(blanks);
      int nameStart = places.nameStart(nameEnd);
      int value = places.skipBlanks(next);
      boolean spaced = blanks < sign || value > next;
      boolean quoted = places.isQuote(value);
      if (comparison || (spaced && !quoted)) {
        continue;
      }
      Optional<String> rule = assignedRule(text.substring(nameStart, nameEnd));
      if (rule.isPresent()) {
        boolean whole = nameStart == 0 && !spaced && !quoted;
        next = add(value, whole ? text.length() : places.valueEnd(value), rule.get());
      }
    }
  }

  private static Optional<String> assignedRule(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.equals("sig") || lower.equals("x-amz-signature")
        ? Optional.of("signature")
        : SecretNames.rule(name);
  }

  /// `"key": "value"`, as in JSON within a string, with quotes of either kind.
  private void quotedMembers() {
    int next;
    for (int colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', next)) {
      next = colon + 1;
      int nameEnd = places.skipBlanksBack(colon);
      int value = places.skipBlanks(next);
      if (nameEnd == 0 || !places.isQuote(nameEnd - 1) || !places.isQuote(value)) {
        continue;
      }
      nameEnd = places.quotedNameEnd(nameEnd);
      Optional<String> rule = SecretNames.rule(text.substring(places.nameStart(nameEnd), nameEnd));
      if (rule.isPresent()) {
        next = add(value, places.valueEnd(value), rule.get());
      }
    }
  }

  /// `--key value`.
  private void options() {
    int next;
    for (int at = text.indexOf("--"); at >= 0; at = text.indexOf("--", next)) {
      next = at + 2;
      while (next < text.length()
          && next - at <= TextPlaces.NAME_LENGTH_MAX
          && TextPlaces.isNamePart(text.charAt(next))) {
        next++;
      }
      int value = places.skipBlanks(next);
      if (value == next || value == text.length() || text.charAt(value) == '-') {
        continue;
      }
      Optional<String> rule = SecretNames.rule(text.substring(at + 2, next));
      if (rule.isPresent()) {
        next = add(value, places.valueEnd(value), rule.get());
      }
    }
  }

  /// The rule for what follows an argument, such as `--db-password`; empty if it is no option.
  static Optional<String> optionRule(String argument) {
    boolean option =
        argument.startsWith("-")
            && argument.length() <= TextPlaces.NAME_LENGTH_MAX
            && argument.chars().allMatch(c -> TextPlaces.isNamePart((char) c));
    return option ? SecretNames.rule(argument) : Optional.empty();
  }

  /// `option("key", "value")` and `"--key", "value"`.
  private void arguments() {
    int next;
    for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', next)) {
      next = comma + 1;
      int nameQuote = places.skipBlanksBack(comma);
      int nameEnd = places.quotedNameEnd(nameQuote);
      int value = places.skipSpace(next);
      if (nameEnd == nameQuote || !places.isQuote(value)) {
        continue;
      }
      String name = text.substring(places.nameStart(nameEnd), nameEnd);
      Optional<String> rule =
          places.isFirstOfSetter(nameEnd - name.length())
              ? SecretNames.rule(name)
              : optionRule(name);
      if (rule.isPresent()) {
        next = add(value, places.valueEnd(value), rule.get());
      }
    }
  }

  /// `key = value` and `key: value` at the start of a line or of a quoted text, to its end.
  private void lines() {
    int next;
    for (int sign = places.sign(0); sign >= 0; sign = places.sign(next)) {
      next = sign + 1;
      int nameEnd = places.skipBlanksBack(sign);
      int value = places.skipBlanks(next);
      boolean colon = text.charAt(sign) == ':';
      boolean spaced = value > next || (!colon && nameEnd < sign);
      if (!spaced || value == text.length() || "=>".indexOf(text.charAt(value)) >= 0) {
        continue;
      }
      int nameStart = places.nameStart(nameEnd);
      Optional<String> rule = SecretNames.rule(text.substring(nameStart, nameEnd));
      if (rule.isEmpty() || !places.startsLine(nameStart)) {
        continue;
      }
      int end = places.isQuote(value) ? places.valueEnd(value) : places.lineEnd(nameStart, value);
      boolean column = !colon && places.isColumn(nameStart, nameEnd, value, end);
      next = column ? next : add(value, end, rule.get());
    }
  }

  /// `Bearer …` and `Basic …`.
  private void credentials() {
    for (int blank = text.indexOf(' '); blank >= 0; blank = text.indexOf(' ', blank + 1)) {
      boolean scheme =
          text.regionMatches(true, blank - 6, "Bearer", 0, 6)
              || text.regionMatches(true, blank - 5, "Basic", 0, 5);
      if (!scheme) {
        continue;
      }
      int end = blank + 1;
      boolean random = false;
      while (end < text.length() && isCredentialPart(text.charAt(end))) {
        random |= !Character.isLetter(text.charAt(end));
        end++;
      }
      if (random && end - blank > CREDENTIAL_LENGTH_MIN) {
        add(blank + 1, end, "authorization");
      }
    }
  }

  /// `PASSWORD '…'` and `IDENTIFIED BY '…'`.
  private void sqlPasswords() {
    int next;
    for (int quote = text.indexOf('\''); quote >= 0; quote = text.indexOf('\'', next)) {
      next = quote + 1;
      int end = places.skipBlanksBack(quote);
      boolean password =
          end < quote
              && (text.regionMatches(true, end - 8, "PASSWORD", 0, 8)
                  || text.regionMatches(true, end - 13, "IDENTIFIED BY", 0, 13));
      if (password) {
        next = add(quote, places.valueEnd(quote), "password");
      }
    }
  }

  /// Notes the value between two places; the quotes around it stay.
  ///
  /// @return where to search on: nothing within a value is looked at twice
  private int add(int start, int end, String rule) {
    int from = start;
    while (from < end && (text.charAt(from) == '\\' || places.isQuote(from))) {
      from++;
    }
    String value = text.substring(from, Math.max(from, end));
    boolean nothing =
        value.isEmpty()
            || value.equals("true")
            || value.equals("false")
            || value.equals("null")
            || text.startsWith(Replacement.MARK, from);
    if (!nothing) {
      found.add(new Replacement(from, end, Replacement.by(rule)));
    }
    return Math.max(from, end);
  }

  private static boolean isCredentialPart(char c) {
    return c < 0x80 && (Character.isLetterOrDigit(c) || "-._~+/=".indexOf(c) >= 0);
  }
}
