package io.ledgerline.lineage.lookup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.Node;

/// The columns of the schemas that were looked at last. A schema is named by its content, so what
/// is kept of one never changes. Thread-safe.
public final class SchemaCache {

  /// About 1 KB each.
  private static final int SCHEMAS_MAX = 10_000;

  private final LinkedHashMap<Node, List<SchemaFields.Field>> fieldsBySchema =
      new LinkedHashMap<>(1_000, 0.75f, true);

  /// Of nothing yet.
  public SchemaCache() {}

  synchronized Optional<List<SchemaFields.Field>> get(Node schema) {
    return Optional.ofNullable(fieldsBySchema.get(schema));
  }

  synchronized void put(Node schema, List<SchemaFields.Field> fields) {
    fieldsBySchema.put(schema, List.copyOf(fields));
    if (fieldsBySchema.size() > SCHEMAS_MAX) {
      Map.Entry<Node, List<SchemaFields.Field>> eldest = fieldsBySchema.firstEntry();
      fieldsBySchema.remove(eldest.getKey());
    }
  }
}
