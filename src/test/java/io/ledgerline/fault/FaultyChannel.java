package io.ledgerline.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/// An open file of a [FaultyFileSystem]. Writing and forcing are counted.
final class FaultyChannel extends FileChannel {

  private final FaultyFileSystem files;
  private final Path path;
  private final boolean isDirectory;
  private final FileChannel real;

  FaultyChannel(FaultyFileSystem files, Path path, boolean isDirectory, FileChannel real) {
    this.files = files;
    this.path = path;
    this.isDirectory = isDirectory;
    this.real = real;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return files.counted(
        "write", path, () -> written(real.write(source)), () -> written(real.write(half(source))));
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    return files.counted(
        "write",
        path,
        () -> written(real.write(source, position)),
        () -> written(real.write(half(source), position)));
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) {
    throw new UnsupportedOperationException("one buffer at a time");
  }

  @Override
  public void force(boolean metaData) throws IOException {
    files.counted(
        "force",
        path,
        () -> {
          real.force(metaData);
          files.forced(path, isDirectory);
          return path;
        });
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return real.read(target);
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    return real.read(target, position);
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    return real.read(targets, offset, length);
  }

  @Override
  public long position() throws IOException {
    return real.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    real.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return real.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    files.counted("truncate", path, () -> real.truncate(size));
    return this;
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException("nothing is transferred");
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException("nothing is transferred");
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException("nothing is mapped");
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return real.lock(position, size, shared);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return real.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    real.close();
  }

  private int written(int count) {
    files.written(path);
    return count;
  }

  private static ByteBuffer half(ByteBuffer source) {
    return source.slice(source.position(), source.remaining() / 2);
  }
}
