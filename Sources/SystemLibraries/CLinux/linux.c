#define _GNU_SOURCE
#include "CLinux.h"
#include <errno.h>
#include <sys/resource.h>

int starling_accept4(int listener, struct sockaddr *address, socklen_t *length, int flags) {
    return accept4(listener, address, length, flags);
}

int starling_set_nice(int value) {
    return setpriority(PRIO_PROCESS, 0, value) == 0 ? 0 : errno;
}
