#!/bin/sh
# The x86-64 level of this machine, for -march. Prints nothing on other processors: the compiler's default is used.
flags=$(sed -n 's/^flags[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
has() { for f in "$@"; do case " $flags " in *" $f "*) ;; *) return 1 ;; esac; done; }
if has avx512f avx512bw avx512cd avx512dq avx512vl avx2 bmi2 fma; then echo x86-64-v4
elif has avx2 bmi1 bmi2 fma movbe f16c; then echo x86-64-v3
fi
