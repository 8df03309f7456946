# sum_counts LOG…: prints the logs of runs that went on beside each other, then "N passed, N failed" of all; fails when one did, or did not come to its end.
# To be sourced by phases.
sum_counts() {
    local passed=0 failed=0 log counts
    for log in "$@"; do
        cat "$log"
        counts=$(grep -aE '^[0-9]+ passed, [0-9]+ failed$' "$log" | tail -n 1) || true
        if [ -n "$counts" ]; then
            passed=$((passed + ${counts%% *}))
            counts=${counts#*, }
            failed=$((failed + ${counts%% *}))
        else
            failed=$((failed + 1))
        fi
    done
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ]
}
