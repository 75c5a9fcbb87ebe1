// cmark, and where it puts its trees. With malloc, a text of some kilobytes is thousands of small pieces
// that are freed one by one: a sixth of the time of reading it. Here a tree is laid out in chunks that
// belong to the thread and are given back at once; the first one is kept for the thread's next text.
#ifndef KBGEN_CMARK_H
#define KBGEN_CMARK_H
#include <cmark.h>
#include <stdlib.h>
#include <string.h>

#define KBGEN_CHUNK_BYTES ((size_t)256 << 10)

struct kbgen_chunk {
  struct kbgen_chunk *previous;
  char *end;
  _Alignas(16) char bytes[];
};

// A place in the arena; everything allocated after it is given back together.
struct kbgen_arena_mark {
  struct kbgen_chunk *chunk;
  char *next;
};

// Weak, so that the linker keeps one of them for all the objects that Swift makes of a module.
__attribute__((weak)) struct kbgen_arena_mark *kbgen_arena_place(void) {
  static _Thread_local struct kbgen_arena_mark place = {NULL, NULL};
  return &place;
}

// Each piece stands behind its size, in bytes and a multiple of 16.
static void *kbgen_arena_piece(size_t size) {
  struct kbgen_arena_mark *arena = kbgen_arena_place();
  size = (size + 15) & ~(size_t)15;
  if (!arena->chunk || (size_t)(arena->chunk->end - arena->next) < size + 16) {
    size_t room = size + 16 > KBGEN_CHUNK_BYTES ? size + 16 : KBGEN_CHUNK_BYTES;
    struct kbgen_chunk *chunk = malloc(sizeof(struct kbgen_chunk) + room);
    // What cmark's own allocator does, too.
    if (!chunk) abort();
    chunk->previous = arena->chunk;
    chunk->end = chunk->bytes + room;
    arena->chunk = chunk;
    arena->next = chunk->bytes;
  }
  char *piece = arena->next + 16;
  *(size_t *)arena->next = size;
  arena->next = piece + size;
  return piece;
}

static void *kbgen_arena_calloc(size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) abort();
  return memset(kbgen_arena_piece(bytes), 0, bytes);
}

// The last piece of all gives its room back: most pieces that live shortly are that.
static void kbgen_arena_free(void *piece) {
  struct kbgen_arena_mark *arena = kbgen_arena_place();
  if (piece && (char *)piece + ((size_t *)piece)[-2] == arena->next) {
    arena->next = (char *)piece - 16;
  }
}

static void *kbgen_arena_realloc(void *piece, size_t size) {
  if (!piece) return kbgen_arena_piece(size);
  size_t held = ((size_t *)piece)[-2];
  if (size <= held) return piece;
  size_t rounded = (size + 15) & ~(size_t)15;
  struct kbgen_arena_mark *arena = kbgen_arena_place();
  if ((char *)piece + held == arena->next
      && (size_t)(arena->chunk->end - (char *)piece) >= rounded) {
    ((size_t *)piece)[-2] = rounded;
    arena->next = (char *)piece + rounded;
    return piece;
  }
  void *moved = kbgen_arena_piece(size);
  return memcpy(moved, piece, held);
}

static cmark_mem kbgen_arena_memory = {
  kbgen_arena_calloc, kbgen_arena_realloc, kbgen_arena_free};

// The place to which `kbgen_arena_release` returns.
static inline struct kbgen_arena_mark kbgen_arena_now(void) {
  return *kbgen_arena_place();
}

// Gives back all that the thread allocated after `mark`. Marks are released in reverse order.
static inline void kbgen_arena_release(struct kbgen_arena_mark mark) {
  struct kbgen_arena_mark *arena = kbgen_arena_place();
  while (arena->chunk != mark.chunk && arena->chunk->previous) {
    struct kbgen_chunk *chunk = arena->chunk;
    arena->chunk = chunk->previous;
    free(chunk);
  }
  arena->next = arena->chunk == mark.chunk ? mark.next : arena->chunk->bytes;
}

// As `cmark_parse_document` with the default options, in the arena.
static inline cmark_node *kbgen_arena_parse(const char *text, size_t count) {
  cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &kbgen_arena_memory);
  cmark_parser_feed(parser, text, count);
  cmark_node *document = cmark_parser_finish(parser);
  cmark_parser_free(parser);
  return document;
}

// A new node in the arena.
static inline cmark_node *kbgen_arena_node(cmark_node_type type) {
  return cmark_node_new_with_mem(type, &kbgen_arena_memory);
}

#endif
