package io.ledgerline.house;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text that a file must not contain.
///
/// @param pattern what is banned, within one line
/// @param where the files that it is banned in
/// @param view the part of a file that is searched
/// @param excusable whether a `//` comment on the line, or alone on the line above, permits it
/// @param use what to write instead
record Ban(Pattern pattern, Predicate<SourceFile> where, View view, boolean excusable, String use) {

  /// The part of a file that is searched.
  enum View {
    /// Neither strings nor comments.
    CODE,
    /// No strings.
    CODE_AND_COMMENTS,
    /// Everything.
    TEXT;

    String of(String text) {
      return switch (this) {
        case CODE -> JavaText.code(text);
        case CODE_AND_COMMENTS -> JavaText.withoutStrings(text);
        case TEXT -> text;
      };
    }
  }

  private static final List<Ban> ALL =
      List.of(
          code("Instant\\.now\\(|currentTimeMillis\\(", SourceFile::isJava, "an InstantSource"),
          code("randomUUID\\(|new Random\\(\\)", SourceFile::isJava, "a RandomGenerator"),
          code("new Random\\(", SourceFile::isMain, "an injected RandomGenerator"),
          code("MessageDigest\\.getInstance\\(", outside("merkle"), "the types of merkle"),
          code("Signature\\.getInstance\\(", outside("note", "signature"), "the types of note"),
          code("Long\\.parseLong\\(|Base64\\.getDecoder\\(", Ban::isLenient, "a strict reader"),
          code("new ObjectMapper\\(", SourceFile::isMain, "the injected mapper"),
          code("\\.getBytes\\(\\)", SourceFile::isJava, "getBytes with a charset"),
          code(
              "\\b(Set|Map)\\.of\\(|\\bHash(Map|Set)\\b|\\btoSet\\(\\)",
              file -> file.isMain() && file.isIn("projection", "dossier"),
              "a sorted or linked collection: output is compared byte for byte"),
          code("System\\.out\\b", Ban::mustNotPrint, "a logger"),
          code("Thread\\.sleep\\(", SourceFile::isTest, "a latch or a virtual clock"),
          code("catch \\((final )?Exception\\b", SourceFile::isJava, "the narrow type"),
          code("@Disabled\\b", SourceFile::isJava, "a repair"),
          excusable("\\bdefault\\s*->", "the names of the cases, or say why the set is open"),
          excusable("@SuppressWarnings\\b", "a comment that says why"),
          new Ban(
              Pattern.compile("/\\*\\*"), SourceFile::isJava, View.CODE_AND_COMMENTS, false, "///"),
          new Ban(
              Pattern.compile("\\b(TO[D]O|FIX[M]E)\\b"),
              file -> !file.name().equals("mvnw"),
              View.TEXT,
              false,
              "an issue, or do it"));

  /// Every ban that a file breaks.
  static List<String> findings(SourceFile file) {
    return ALL.stream()
        .filter(ban -> ban.where().test(file))
        .flatMap(ban -> ban.in(file).stream())
        .toList();
  }

  private List<String> in(SourceFile file) {
    List<String> lines = file.text().lines().toList();
    List<String> searched = view.of(file.text()).lines().toList();
    List<String> found = new ArrayList<>();
    for (int i = 0; i < searched.size(); i++) {
      Matcher matcher = pattern.matcher(searched.get(i));
      if (matcher.find() && !(excusable && isExcused(lines, i))) {
        found.add(file.finding(i + 1, matcher.group() + " is banned, use " + use));
      }
    }
    return found;
  }

  private static boolean isExcused(List<String> lines, int index) {
    String above = index == 0 ? "" : lines.get(index - 1).strip();
    return JavaText.withoutStrings(lines.get(index)).contains("//")
        || (above.startsWith("//") && !above.startsWith("///"));
  }

  private static Ban code(String regex, Predicate<SourceFile> where, String use) {
    return new Ban(Pattern.compile(regex), where, View.CODE, false, use);
  }

  private static Ban excusable(String regex, String use) {
    return new Ban(Pattern.compile(regex), SourceFile::isJava, View.CODE, true, use);
  }

  private static Predicate<SourceFile> outside(String... packageNames) {
    return file -> file.isMain() && !file.isIn(packageNames);
  }

  /// The strict readers are built on what they replace.
  private static boolean isLenient(SourceFile file) {
    return file.isMain() && !file.name().startsWith("Strict");
  }

  /// Standard output is what the commands, and the verifier, talk through.
  private static boolean mustNotPrint(SourceFile file) {
    return file.isJava() && !file.isIn("cli", "verifier");
  }
}
