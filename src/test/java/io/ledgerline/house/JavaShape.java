package io.ledgerline.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// How long files and methods are, how types are named and how many a package has.
final class JavaShape {

  private static final int FILE_LINES_MAX = 300;
  private static final int METHOD_LINES_MAX = 60;
  private static final int PACKAGE_TYPES_MAX = 15;
  private static final Pattern VAGUE = Pattern.compile(".*(Impl|Util|Manager|Service)s?");

  private final List<String> findings = new ArrayList<>();
  private final Map<String, Integer> typesByDirectory = new TreeMap<>();

  private JavaShape() {}

  /// Everything that is too long, too many or badly named.
  static List<String> findings(Collection<SourceFile> files) throws IOException {
    JavaShape shape = new JavaShape();
    List<SourceFile> javaFiles = files.stream().filter(SourceFile::isJava).toList();
    Map<URI, SourceFile> filesByUri = new TreeMap<>();
    javaFiles.forEach(file -> filesByUri.put(Source.uriOf(file), file));
    List<Source> sources = javaFiles.stream().map(Source::new).toList();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavacTask task =
        (JavacTask)
            compiler.getTask(null, null, diagnostic -> {}, List.of("-proc:none"), null, sources);
    SourcePositions positions = Trees.instance(task).getSourcePositions();
    for (CompilationUnitTree unit : task.parse()) {
      shape.read(filesByUri.get(unit.getSourceFile().toUri()), unit, positions);
    }
    shape.typesByDirectory.forEach(shape::judgePackage);
    return shape.findings;
  }

  private void read(SourceFile file, CompilationUnitTree unit, SourcePositions positions) {
    long lines = file.text().lines().count();
    if (lines > FILE_LINES_MAX) {
      findings.add(file.finding(lines, lines + " lines, a file has at most " + FILE_LINES_MAX));
    }
    typesByDirectory.merge(file.directory(), unit.getTypeDecls().size(), Integer::sum);
    new Scanner(file, unit, positions).scan(unit, null);
  }

  private void judgePackage(String directory, int types) {
    if (types > PACKAGE_TYPES_MAX) {
      findings.add(
          directory
              + ": "
              + types
              + " top-level types, a package has at most "
              + PACKAGE_TYPES_MAX);
    }
  }

  /// Visits the methods and types of one file.
  private final class Scanner extends TreeScanner<Void, Void> {

    private final SourceFile file;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;

    Scanner(SourceFile file, CompilationUnitTree unit, SourcePositions positions) {
      this.file = file;
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      long lines = lineOf(positions.getEndPosition(unit, method)) - firstLine(method) + 1;
      if (lines > METHOD_LINES_MAX) {
        String name = method.getName().toString();
        findings.add(
            file.finding(
                firstLine(method),
                name + " has " + lines + " lines, a method has at most " + METHOD_LINES_MAX));
      }
      return super.visitMethod(method, null);
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      String name = type.getSimpleName().toString();
      if (VAGUE.matcher(name).matches()) {
        findings.add(
            file.finding(firstLine(type), "the name " + name + " is banned, use the domain noun"));
      }
      return super.visitClass(type, null);
    }

    private long firstLine(Tree tree) {
      return lineOf(positions.getStartPosition(unit, tree));
    }

    private long lineOf(long position) {
      return position < 0 ? 0 : unit.getLineMap().getLineNumber(position);
    }
  }

  /// A file as the compiler reads it.
  private static final class Source extends SimpleJavaFileObject {

    private final SourceFile file;

    Source(SourceFile file) {
      super(uriOf(file), JavaFileObject.Kind.SOURCE);
      this.file = file;
    }

    static URI uriOf(SourceFile file) {
      return URI.create("source:///" + file.path());
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return file.text();
    }
  }
}
