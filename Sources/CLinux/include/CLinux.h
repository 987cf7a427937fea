#ifndef C_LINUX_H
#define C_LINUX_H

#include <linux/capability.h>
#include <linux/if_packet.h>
#include <signal.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

/// What Swift cannot call: functions with a variable number of arguments.

/// No program that this one starts may have more rights than it.  Returns 0, or -1 with `errno`.
static inline int linux_forbid_new_privileges(void) {
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

/// Gives up all capabilities of the calling thread.  Returns 0, or -1 with `errno`.
static inline int linux_drop_capabilities(void) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3];
    memset(none, 0, sizeof none);
    return (int)syscall(SYS_capset, &header, none);
}

#endif
