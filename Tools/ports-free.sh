#!/bin/sh
# Says before minutes of compilation what `starling local up` would say after them: that the local network runs already, or
# that its ports are taken.
#   Tools/ports-free.sh FOLDER PORT...
set -eu
folder=$1
shift
for file in "$folder"/*.pid; do
    [ -e "$file" ] || continue
    read -r pid started _ <"$file" || continue
    # Field 22 of the process's status is the time it was started at: its number may belong to another program by now.
    if [ "$(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null | cut -d ' ' -f 20)" = "$started" ]; then
        echo "the network in $folder is running already ($(basename "$file" .pid) is process $pid): \`make stop\` ends it" >&2
        exit 1
    fi
done
taken=""
for port in "$@"; do
    # State 0A is "listening"; ports are in hexadecimal.
    hex=$(printf ':%04X' "$port")
    if cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v p="$hex" '$2 ~ p "$" && $4 == "0A" { f = 1 } END { exit !f }'; then
        taken="$taken $port"
    fi
done
[ -z "$taken" ] && exit 0
echo "these ports are in use by other programs (\`ss -ltnp\` shows them):$taken" >&2
echo "end those, or choose others: \`starling local up --help\`" >&2
exit 1
