// System calls that the Glibc module does not show to Swift.
#ifndef KBGEN_CLINUX_H
#define KBGEN_CLINUX_H
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <dirent.h>
#include <fcntl.h>
#include <malloc.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef RENAME_EXCHANGE
#define RENAME_EXCHANGE (1 << 1)
#endif

// Swaps two paths in one step; -1 and errno on failure.
static inline int kbgen_exchange(const char *first, const char *second) {
  return (int)syscall(SYS_renameat2, AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE);
}

// Writes everything of the file system that holds `descriptor` to the disk; -1 and errno on failure.
static inline int kbgen_syncfs(int descriptor) { return (int)syscall(SYS_syncfs, descriptor); }

// Fills `buffer` with entries of the folder `descriptor` as the kernel writes them (`linux_dirent64`);
// the bytes written, 0 at the end, -1 and errno on failure.
static inline long kbgen_getdents(int descriptor, void *buffer, size_t size) {
  return syscall(SYS_getdents64, descriptor, buffer, size);
}

// The name of a folder's entry: Swift sees `d_name` as a tuple of 256 bytes, more than are there.
static inline const char *kbgen_entry_name(const struct dirent *entry) { return entry->d_name; }

#endif
