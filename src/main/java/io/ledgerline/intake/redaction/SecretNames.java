package io.ledgerline.intake.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells by a name whether the value under it is a secret.
///
/// A name is split into words at everything that is no letter or digit and where capitals start;
/// its last word decides, seen with the one before it. So `spark.ssl.keyPassword`, `API_KEY` and
/// `githubToken` name secrets; `passwordFile`, `secretName`, `primary_key`, `tokenizer`,
/// `input_tokens` and `eos_token` do not.
final class SecretNames {

  /// What makes a name a secret's wherever it stands, as before the account in
  /// `fs.azure.account.key.lake.dfs.core.windows.net`.
  private static final Pattern ANYWHERE =
      Pattern.compile(
          "(account\\.key|client\\.secret|fs\\.azure\\.sas(?!\\.token\\.provider)|auth\\.user\\.info)"
              + "(?![a-z0-9])(?!\\.(file|name|path)$)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern PASSWORD =
      Pattern.compile("pwd|.*(password|passwd|passphrase|passcode)s?");
  private static final Pattern TOKEN =
      Pattern.compile("(access|api|auth|bearer|id|oauth|refresh|sas|security|session)tokens?|jwt");
  private static final Pattern CREDENTIAL = Pattern.compile("cred(ential)?s?");
  private static final Pattern KEY =
      Pattern.compile("(access|account|api|auth|encryption|private|secret|signing)keys?");

  /// Words after a secret that leave it one: `password_hash`, `token.value`, `secret2`.
  private static final Pattern STILL =
      Pattern.compile("[0-9]+|base64|encoded|encrypted|hash|json|pem|plain|string|text|value");

  /// What a password is the password of, where it is only called `pass`.
  private static final Set<String> HAS_PASS =
      Set.of(
          "admin",
          "database",
          "db",
          "ftp",
          "jdbc",
          "kafka",
          "ldap",
          "login",
          "mail",
          "mongo",
          "mongodb",
          "mysql",
          "oracle",
          "pg",
          "postgres",
          "proxy",
          "redis",
          "root",
          "sftp",
          "smtp",
          "user");

  /// Tokens that are pieces of text, counts of them, or places in a list.
  private static final Set<String> PLAIN_TOKEN =
      Set.of(
          "begin",
          "bos",
          "cached",
          "cls",
          "completion",
          "continuation",
          "end",
          "eos",
          "first",
          "input",
          "last",
          "mask",
          "max",
          "min",
          "next",
          "num",
          "number",
          "output",
          "pad",
          "page",
          "per",
          "prompt",
          "reasoning",
          "sep",
          "special",
          "start",
          "stop",
          "total",
          "unk");

  private static final Set<String> SECRET_TOKENS =
      Set.of(
          "access",
          "api",
          "auth",
          "bearer",
          "personal",
          "refresh",
          "secret",
          "security",
          "session");

  private static final Set<String> SECRET_KEY =
      Set.of(
          "access",
          "account",
          "api",
          "auth",
          "decryption",
          "encryption",
          "hmac",
          "master",
          "private",
          "secret",
          "shared",
          "signing",
          "ssh",
          "subscription",
          "webhook",
          "wrapping");

  private SecretNames() {}

  /// The rule by which the value under this name is a secret, as `password`; empty if it is none.
  static Optional<String> rule(String name) {
    boolean directory = name.equals("PWD") || name.equals("OLDPWD");
    // What a replacement says is no name: otherwise `token=…` would become one once replaced.
    if (directory || !isCandidate(name) || name.contains(Replacement.MARK)) {
      return Optional.empty();
    }
    if (name.equals("PASS")) { // a variable of the environment; `pass` may be a verdict
      return Optional.of("password");
    }
    Matcher anywhere = ANYWHERE.matcher(name);
    if (name.indexOf('.') >= 0 && anywhere.find()) {
      return Optional.of(ruleAnywhere(anywhere.group(1)));
    }
    List<String> words = words(name);
    int last = words.size() - 1;
    while (last > 0 && STILL.matcher(words.get(last)).matches()) {
      last--;
    }
    return last < 0
        ? Optional.empty()
        : rule(last == 0 ? "" : words.get(last - 1), words.get(last));
  }

  /// Whether a name has in it what every secret name has; most are passed over by this alone, so it
  /// is no regular expression.
  private static boolean isCandidate(String name) {
    for (int i = 0; i + 2 < name.length(); i++) {
      boolean starts = switch (name.charAt(i) | 0x20) { // in lower case, if it is a letter of ASCII
            case 'a' -> name.regionMatches(true, i, "auth", 0, 4);
            case 'c' ->
                name.regionMatches(true, i, "cred", 0, 4)
                    || name.regionMatches(true, i, "cookie", 0, 6);
            case 'j' -> name.regionMatches(true, i, "jwt", 0, 3);
            case 'k' -> name.regionMatches(true, i, "key", 0, 3);
            case 'p' ->
                name.regionMatches(true, i, "pass", 0, 4)
                    || name.regionMatches(true, i, "pwd", 0, 3);
            case 's' ->
                name.regionMatches(true, i, "secret", 0, 6)
                    || name.regionMatches(true, i, "sas", 0, 3);
            case 't' -> name.regionMatches(true, i, "token", 0, 5);
            default -> false; // every other character starts none of them
          };
      if (starts) {
        return true;
      }
    }
    return false;
  }

  private static String ruleAnywhere(String part) {
    return switch (part.toLowerCase(Locale.ROOT)) {
      case "account.key" -> "key";
      case "client.secret" -> "secret";
      case "fs.azure.sas" -> "token";
      default -> "credential"; // of `auth.user.info`
    };
  }

  private static Optional<String> rule(String before, String word) {
    boolean password =
        PASSWORD.matcher(word).matches() || (word.equals("pass") && HAS_PASS.contains(before));
    if (password) {
      return Optional.of("password");
    }
    boolean secretId = word.equals("id") && before.equals("secret");
    if (word.endsWith("secret") || word.equals("secrets") || secretId) {
      return Optional.of("secret");
    }
    if (CREDENTIAL.matcher(word).matches()) {
      return Optional.of("credential");
    }
    boolean token =
        TOKEN.matcher(word).matches()
            || (word.equals("token") && !PLAIN_TOKEN.contains(before))
            || (word.equals("tokens") && SECRET_TOKENS.contains(before));
    if (token) {
      return Optional.of("token");
    }
    boolean key =
        KEY.matcher(word).matches()
            || ((word.equals("key") || word.equals("keys")) && SECRET_KEY.contains(before));
    if (key) {
      return Optional.of("key");
    }
    return word.equals("authorization") || word.equals("cookie")
        ? Optional.of(word)
        : Optional.empty();
  }

  private static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= name.length(); i++) {
      boolean end = i == name.length() || !Character.isLetterOrDigit(name.charAt(i));
      if (end || (i > start && startsWord(name, i))) {
        if (i > start) {
          words.add(name.substring(start, i).toLowerCase(Locale.ROOT));
        }
        start = end ? i + 1 : i;
      }
    }
    return words;
  }

  /// Whether a capital starts a word here: `apiKey`, `APIKey`, but not in `APIKEY`. Digits start
  /// one after a letter.
  private static boolean startsWord(String name, int at) {
    char here = name.charAt(at);
    char before = name.charAt(at - 1);
    if (Character.isDigit(here)) {
      return !Character.isDigit(before);
    }
    boolean beforeLower = at + 1 < name.length() && Character.isLowerCase(name.charAt(at + 1));
    return Character.isUpperCase(here) && (!Character.isUpperCase(before) || beforeLower);
  }
}
