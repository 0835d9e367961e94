package io.ledgerline.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds the secrets in running text: connection strings, command lines, queries, configuration.
///
/// Every search goes forward over the text once, whatever the text holds: no regular expression
/// that could start again at each character. One instance searches one text.
final class SecretText {

  private static final int NAME_LENGTH_MAX = 128;
  private static final int CREDENTIAL_LENGTH_MIN = 16;

  private final String text;
  private final List<Replacement> found = new ArrayList<>();

  private SecretText(String text) {
    this.text = text;
  }

  /// Every secret in a text, by position in UTF-16 code units.
  static List<Replacement> find(String text) {
    SecretText search = new SecretText(text);
    search.privateKeys();
    search.urlPasswords();
    search.assignments();
    search.quotedMembers();
    search.options();
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

  /// `key=value`, `key="value"`, `key = 'value'`; a text that starts with `key=` is a value to its
  /// end, as in the configuration of Debezium.
  private void assignments() {
    int next;
    for (int sign = text.indexOf('='); sign >= 0; sign = text.indexOf('=', next)) {
      next = sign + 1;
      boolean comparison =
          (sign > 0 && "!<>=:".indexOf(text.charAt(sign - 1)) >= 0)
              || (next < text.length() && text.charAt(next) == '=');
      int nameEnd = skipBlanksBack(sign);
      int nameStart = nameStart(nameEnd);
      int value = skipBlanks(next);
      boolean spaced = nameEnd < sign || value > next;
      boolean quoted = isQuote(value);
      if (comparison || (spaced && !quoted)) {
        continue;
      }
      Optional<String> rule = assignedRule(text.substring(nameStart, nameEnd));
      if (rule.isPresent()) {
        boolean whole = nameStart == 0 && !spaced && !quoted;
        next = add(value, whole ? text.length() : valueEnd(value), rule.get());
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
      int nameEnd = skipBlanksBack(colon);
      int value = skipBlanks(next);
      if (nameEnd == 0 || !isQuote(nameEnd - 1) || !isQuote(value)) {
        continue;
      }
      nameEnd--;
      while (nameEnd > 0 && text.charAt(nameEnd - 1) == '\\') {
        nameEnd--;
      }
      Optional<String> rule = SecretNames.rule(text.substring(nameStart(nameEnd), nameEnd));
      if (rule.isPresent()) {
        next = add(value, valueEnd(value), rule.get());
      }
    }
  }

  /// `--key value`.
  private void options() {
    int next;
    for (int at = text.indexOf("--"); at >= 0; at = text.indexOf("--", next)) {
      next = at + 2;
      while (next < text.length()
          && next - at <= NAME_LENGTH_MAX
          && isNamePart(text.charAt(next))) {
        next++;
      }
      int value = skipBlanks(next);
      if (value == next || value == text.length() || text.charAt(value) == '-') {
        continue;
      }
      Optional<String> rule = SecretNames.rule(text.substring(at + 2, next));
      if (rule.isPresent()) {
        next = add(value, valueEnd(value), rule.get());
      }
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
      int end = skipBlanksBack(quote);
      boolean password =
          end < quote
              && (text.regionMatches(true, end - 8, "PASSWORD", 0, 8)
                  || text.regionMatches(true, end - 13, "IDENTIFIED BY", 0, 13));
      if (password) {
        next = add(quote, valueEnd(quote), "password");
      }
    }
  }

  /// Notes the value between two places; the quotes around it stay.
  ///
  /// @return where to search on: nothing within a value is looked at twice
  private int add(int start, int end, String rule) {
    int from = start;
    while (from < end && (text.charAt(from) == '\\' || isQuote(from))) {
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

  /// Where a value ends: before its closing quote, or before what separates it from the next.
  private int valueEnd(int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) == '\\') {
      at++;
    }
    if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
      return closingQuote(text.charAt(at), at - start, at + 1);
    }
    at = start;
    while (at < text.length()
        && !Character.isWhitespace(text.charAt(at))
        && "&;,\"')]}\\".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  /// The place of the next such quote that is escaped no deeper than the opening one.
  private int closingQuote(char quote, int backslashes, int from) {
    int run = 0;
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == quote && run <= backslashes) {
        return at - run;
      }
      run = c == '\\' ? run + 1 : 0;
    }
    return text.length();
  }

  /// Whether a quote, escaped or not, is here.
  private boolean isQuote(int at) {
    int i = at;
    while (i < text.length() && text.charAt(i) == '\\') {
      i++;
    }
    return i < text.length() && (text.charAt(i) == '"' || text.charAt(i) == '\'');
  }

  private int nameStart(int end) {
    int start = end;
    while (start > 0 && end - start < NAME_LENGTH_MAX && isNamePart(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private int skipBlanks(int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  private int skipBlanksBack(int from) {
    int at = from;
    while (at > 0 && text.charAt(at - 1) == ' ') {
      at--;
    }
    return at;
  }

  private static boolean isNamePart(char c) {
    return c < 0x80 && (Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-');
  }

  private static boolean isCredentialPart(char c) {
    return c < 0x80 && (Character.isLetterOrDigit(c) || "-._~+/=".indexOf(c) >= 0);
  }
}
