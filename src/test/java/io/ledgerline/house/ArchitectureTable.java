package io.ledgerline.house;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The package table of `docs/architecture.md`: who may import whom, in the order of the document.
///
/// @param rows the rows, top to bottom
record ArchitectureTable(List<Row> rows) {

  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z.]+)`([^|]*)\\|([^|]*)\\|([^|]*)\\|([^|]*)\\|");
  private static final Pattern NAME = Pattern.compile("`([a-z.-]+)`");

  ArchitectureTable {
    rows = List.copyOf(rows);
  }

  /// One row; names are relative to `io.ledgerline`.
  ///
  /// @param name the package
  /// @param subpackages the packages below it that the row covers too, as full names
  /// @param mayImport the rows whose packages it may import
  /// @param libraries the words of the last column
  record Row(String name, Set<String> subpackages, Set<String> mayImport, Set<String> libraries) {

    boolean covers(String packageName) {
      return name.equals(packageName) || subpackages.contains(packageName);
    }
  }

  /// Reads every line that looks like a row; a table with another number of columns has none.
  static ArchitectureTable parse(List<String> lines) {
    List<Row> rows = new ArrayList<>();
    for (String line : lines) {
      Matcher row = ROW.matcher(line.strip());
      if (row.matches()) {
        String name = row.group(1);
        Set<String> subpackages = new LinkedHashSet<>();
        names(row.group(2)).forEach(sub -> subpackages.add(name + sub));
        rows.add(new Row(name, subpackages, names(row.group(4)), names(row.group(5))));
      }
    }
    return new ArchitectureTable(rows);
  }

  /// The row that covers the package, if there is one.
  Optional<Row> rowOf(String packageName) {
    return rows.stream().filter(row -> row.covers(packageName)).findFirst();
  }

  /// What is wrong with the table by itself: a name twice, or a permission that is not a row above.
  List<String> flaws() {
    List<String> flaws = new ArrayList<>();
    Set<String> above = new LinkedHashSet<>();
    for (Row row : rows) {
      for (String allowed : row.mayImport()) {
        if (!above.contains(allowed)) {
          flaws.add("row " + row.name() + " allows " + allowed + ", which is no row above it");
        }
      }
      Libraries.unknown(row.libraries())
          .forEach(word -> flaws.add("row " + row.name() + " names the unknown library " + word));
      if (!above.add(row.name())) {
        flaws.add("row " + row.name() + " is there twice");
      }
    }
    return flaws;
  }

  /// Where the rows and the packages that have classes are not the same set. A row with subpackages
  /// need not have classes of its own.
  List<String> differences(Set<String> packages) {
    Stream<String> withoutRow =
        packages.stream()
            .filter(name -> rowOf(name).isEmpty())
            .map(name -> "package " + name + " has no row");
    Stream<String> withoutPackage =
        rows.stream()
            .flatMap(
                row ->
                    row.subpackages().isEmpty()
                        ? Stream.of(row.name())
                        : row.subpackages().stream())
            .filter(name -> !packages.contains(name))
            .map(name -> "row " + name + " has no package");
    return Stream.concat(withoutRow, withoutPackage).toList();
  }

  private static Set<String> names(String cell) {
    Set<String> names = new LinkedHashSet<>();
    NAME.matcher(cell).results().forEach(match -> names.add(match.group(1)));
    return names;
  }
}
