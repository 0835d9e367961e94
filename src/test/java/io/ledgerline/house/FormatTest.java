package io.ledgerline.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Every Java file is as google-java-format leaves it. `-Dformat.update` rewrites those that are
/// not, and then fails, so that nobody commits blind.
@Execution(ExecutionMode.CONCURRENT)
class FormatTest {

  private static final boolean UPDATE = System.getProperty("format.update") != null;

  @Test
  void everyJavaFileIsFormatted() throws IOException, FormatterException {
    // Given
    Formatter formatter = new Formatter(JavaFormatterOptions.defaultOptions());
    List<Path> sources = SourceTree.here().javaFiles();

    // When
    List<String> unformatted = new ArrayList<>();
    for (Path source : sources) {
      String before = Files.readString(source);
      String after = formatter.formatSourceAndFixImports(before);
      if (!after.equals(before)) {
        unformatted.add(source.toString());
        rewriteIfAsked(source, after);
      }
    }

    // Then
    assertThat(sources).isNotEmpty();
    assertThat(unformatted)
        .as(UPDATE ? "rewritten, look at them" : "-Dformat.update -Dtest=FormatTest rewrites them")
        .isEmpty();
  }

  private static void rewriteIfAsked(Path source, String formatted) throws IOException {
    if (UPDATE) {
      Files.writeString(source, formatted);
    }
  }
}
