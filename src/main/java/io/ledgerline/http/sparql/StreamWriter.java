package io.ledgerline.http.sparql;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/// Writes head and first part of a long answer, and leaves the rest of the response to its
/// [ResponseSink].
@Provider
public final class StreamWriter implements ServerMessageBodyWriter<ResponseSink.Stream> {

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, ResteasyReactiveResourceInfo resource, MediaType mediaType) {
    return type == ResponseSink.Stream.class;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == ResponseSink.Stream.class;
  }

  @Override
  public void writeResponse(
      ResponseSink.Stream stream, Type genericType, ServerRequestContext context) {
    stream.sink().open(stream.first());
  }

  @Override
  public void writeTo(
      ResponseSink.Stream stream,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream out) {
    throw new UnsupportedOperationException("a long answer is written by its query's thread");
  }
}
