package io.ledgerline.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Which package uses which, as the class files say.
///
/// @param packages the packages below `io.ledgerline` that have classes, by their relative names
/// @param uses every dependency that leaves a package
record PackageGraph(SortedSet<String> packages, List<Use> uses) {

  private static final String ROOT = "io.ledgerline.";

  /// The packages that are also packed in the verifier jar.
  private static final Set<String> VERIFIER =
      Set.of("canon", "merkle", "note", "entry", "evidence", "verifier");

  /// One dependency.
  ///
  /// @param user the class that depends, by its full name
  /// @param from its package, relative to `io.ledgerline`
  /// @param to the package of what it depends on, by its full name
  record Use(String user, String from, String to) {}

  /// Reads the class files below a directory.
  static PackageGraph ofClasses(Path directory) {
    SortedSet<String> packages = new TreeSet<>();
    Set<Use> uses = new LinkedHashSet<>();
    for (JavaClass user : new ClassFileImporter().importPath(directory)) {
      String from = user.getPackageName().substring(ROOT.length());
      packages.add(from);
      user.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .filter(target -> !target.isPrimitive())
          .map(JavaClass::getPackageName)
          .filter(to -> !to.equals(user.getPackageName()))
          .forEach(to -> uses.add(new Use(user.getName(), from, to)));
    }
    return new PackageGraph(packages, List.copyOf(uses));
  }

  /// Every use that the table does not permit.
  List<String> forbiddenBy(ArchitectureTable table) {
    List<String> forbidden = new ArrayList<>();
    for (Use use : uses) {
      table
          .rowOf(use.from())
          .filter(row -> !permits(table, row, use))
          .ifPresent(row -> forbidden.add(use.user() + " uses " + use.to()));
    }
    return forbidden;
  }

  /// Every package that reaches itself.
  List<String> inCycles() {
    return packages.stream().filter(name -> reachableFrom(name).contains(name)).toList();
  }

  private static boolean permits(ArchitectureTable table, ArchitectureTable.Row row, Use use) {
    if (use.to().startsWith(ROOT)) {
      String to = use.to().substring(ROOT.length());
      return row.covers(to)
          || table.rowOf(to).filter(r -> row.mayImport().contains(r.name())).isPresent();
    }
    if (VERIFIER.contains(row.name())) {
      return Libraries.isJavaBase(use.to());
    }
    return Libraries.isPlatform(use.to())
        || Libraries.wordOf(use.to()).filter(row.libraries()::contains).isPresent();
  }

  private Set<String> reachableFrom(String start) {
    Set<String> reached = new LinkedHashSet<>();
    Set<String> frontier = Set.of(start);
    while (!frontier.isEmpty()) {
      Set<String> sources = frontier;
      frontier =
          uses.stream()
              .filter(use -> sources.contains(use.from()) && use.to().startsWith(ROOT))
              .map(use -> use.to().substring(ROOT.length()))
              .filter(reached::add)
              .collect(Collectors.toSet());
    }
    return reached;
  }
}
