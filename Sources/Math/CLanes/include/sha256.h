// SHA-256's compression with the processor's own instructions, where it has them.
#pragma once
#include <stddef.h>

/// Nonzero when `sha256_blocks` may be called on this processor.
int sha256_has_instructions(void);

/// Compresses `count` blocks of 64 bytes into a chaining value of eight words.
void sha256_blocks(unsigned state[8], const unsigned char *blocks, size_t count);
