// What Swift's Glibc module does not import: epoll, eventfd, accept4, and the two calls that wait for signals.
#pragma once
#include <signal.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

/// accept4(2). `flags` is a set of SOCK_NONBLOCK and SOCK_CLOEXEC.
int starling_accept4(int listener, struct sockaddr *address, socklen_t *length, int flags);

/// Sets the `nice` value of the calling process; returns 0 or errno.
int starling_set_nice(int value);
