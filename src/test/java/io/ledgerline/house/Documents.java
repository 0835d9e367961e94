package io.ledgerline.house;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Markdown: one title a document, no link into nothing.
final class Documents {

  private static final Pattern FENCE = Pattern.compile("\\s*(```|~~~).*");
  private static final Pattern INLINE_CODE = Pattern.compile("`[^`]*`");
  private static final Pattern LINK = Pattern.compile("\\]\\(\\s*<?([^)\\s>]+)");
  private static final Pattern ABSOLUTE = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*:|/|#).*");

  private Documents() {}

  /// What is wrong with one document.
  ///
  /// @param paths every file of the project
  static List<String> findings(SourceFile document, List<String> paths) {
    Set<String> targets = targets(paths);
    List<String> findings = new ArrayList<>();
    List<String> lines = prose(document.text());
    long titles = lines.stream().filter(line -> line.startsWith("# ")).count();
    if (titles != 1) {
      findings.add(document.finding(1, titles + " lines start with #, a document has one title"));
    }
    for (int i = 0; i < lines.size(); i++) {
      Matcher link = LINK.matcher(lines.get(i));
      while (link.find()) {
        String target = link.group(1);
        if (!ABSOLUTE.matcher(target).matches()
            && !targets.contains(resolved(document.directory(), target))) {
          findings.add(document.finding(i + 1, "the link to " + target + " is dead"));
        }
      }
    }
    return findings;
  }

  /// The pages below `docs` to which no way leads from README, link by link.
  static List<String> unreachable(List<SourceFile> documents) {
    Map<String, SourceFile> byPath = new TreeMap<>();
    documents.forEach(document -> byPath.put(document.path(), document));
    Set<String> reached = new TreeSet<>(Set.of("README.md"));
    Deque<String> waiting = new ArrayDeque<>(reached);
    while (!waiting.isEmpty()) {
      SourceFile document = byPath.get(waiting.remove());
      Matcher link =
          LINK.matcher(document == null ? "" : String.join("\n", prose(document.text())));
      while (link.find()) {
        String target = link.group(1);
        String path =
            ABSOLUTE.matcher(target).matches() || document == null
                ? ""
                : resolved(document.directory(), target);
        if (byPath.containsKey(path) && reached.add(path)) {
          waiting.add(path);
        }
      }
    }
    return byPath.keySet().stream()
        .filter(path -> path.startsWith("docs/") && !reached.contains(path))
        .map(path -> path + ":1: no link leads here from README.md; docs/README.md lists the pages")
        .toList();
  }

  /// The lines, code blanked.
  private static List<String> prose(String text) {
    List<String> lines = new ArrayList<>();
    boolean fenced = false;
    for (String line : text.lines().toList()) {
      boolean fence = FENCE.matcher(line).matches();
      lines.add(fenced || fence ? "" : INLINE_CODE.matcher(line).replaceAll(""));
      fenced ^= fence;
    }
    return lines;
  }

  /// The files, and every directory above them.
  private static Set<String> targets(List<String> paths) {
    Set<String> targets = new TreeSet<>(paths);
    for (String path : paths) {
      for (int i = path.indexOf('/'); i >= 0; i = path.indexOf('/', i + 1)) {
        targets.add(path.substring(0, i));
      }
    }
    return targets;
  }

  private static String resolved(String directory, String target) {
    List<String> names = new ArrayList<>(directory.isEmpty() ? List.of() : split(directory));
    for (String name : split(target.replaceFirst("[#?].*", ""))) {
      if (name.equals("..")) {
        if (names.isEmpty()) {
          return target;
        }
        names.removeLast();
      } else if (!name.equals(".")) {
        names.add(name);
      }
    }
    return String.join("/", names);
  }

  private static List<String> split(String path) {
    return List.of(path.split("/", -1)).stream().filter(name -> !name.isEmpty()).toList();
  }
}
