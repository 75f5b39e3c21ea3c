/* A disk whose every flush takes DELAY_MS longer: preloaded before the C library (LD_PRELOAD). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <time.h>

typedef int (*flush)(int);

static void wait_a_little(void)
{
    const char *told = getenv("DELAY_MS");
    long ms = told ? atol(told) : 0;
    struct timespec left = {ms / 1000, (ms % 1000) * 1000000L};
    while (nanosleep(&left, &left) == -1 && errno == EINTR) {
    }
}

static int delayed(const char *name, int fd)
{
    flush really = (flush)dlsym(RTLD_NEXT, name);
    int result = really(fd);
    int error = errno;
    wait_a_little();
    errno = error;
    return result;
}

int fsync(int fd)
{
    return delayed("fsync", fd);
}

int fdatasync(int fd)
{
    return delayed("fdatasync", fd);
}
