package io.ledgerline.sparql.describe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A question of `ontology/queries`: a comment that says what is asked, then the query.
///
/// @param name of the file, without its ending
/// @param question the first paragraph of the comment
/// @param note the other paragraphs; may be empty
/// @param text the query from its first prefix on
public record ExampleFile(
    String name, String question, String note, List<String> keywords, String text) {

  private static final Path FOLDER = Path.of("ontology/queries");
  private static final Pattern FILE =
      Pattern.compile("((?:#.*\n)+?)# keywords: (.+)\n(PREFIX (?s:.+))");

  /// All of them, by name.
  public static List<ExampleFile> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(ExampleFile::read).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static ExampleFile read(Path path) {
    String all;
    try {
      all = Files.readString(path);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Matcher file = FILE.matcher(all);
    if (!file.matches()) {
      throw new AssertionError(path + " does not begin with a question, keywords and a prefix");
    }
    List<String> paragraphs =
        Arrays.stream(file.group(1).split("#\n"))
            .map(paragraph -> paragraph.replaceAll("(?m)^# ?", "").replace('\n', ' ').trim())
            .toList();
    return new ExampleFile(
        path.getFileName().toString().replace(".rq", ""),
        paragraphs.getFirst(),
        paragraphs.stream().skip(1).collect(Collectors.joining(" ")),
        List.of(file.group(2).split(", ")),
        file.group(3));
  }
}
