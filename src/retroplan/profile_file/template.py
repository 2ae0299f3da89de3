"""The commented text that a new profile file starts from. The only place where its comments stand.

A line `@key example` becomes `key = value`, or `# key = example` where the value is not known.
"""

TEMPLATE = """\
# A profile for retroplan: what you say of yourself. Yours to edit by hand; comments are kept.
# A line that is missing, or that starts with #, means "not known", and the plan then takes the more
# careful branch. For a list, [] means "none". After a change: retroplan screen

[profile]
# What you are called here. Left out: you are called nothing, and nothing is missing.
@name "Ada"
# The day you were born, or just the year as birth_year = 1966. Needed: every limit depends on age.
@birth_date 1966-04-02
@birth_year 1966
# female, male or other. Left out: the stricter of two norms counts, and energy is not personal.
@sex "female"
# Height in centimetres and weight in kilograms. Left out: no energy is worked out, and the pace stays general.
@height_cm 160
@mass_kg 78
# How much you have walked backward so far: none, some or regular. Left out: none.
@experience "none"
# Half an hour of moderate activity on 3 days a week, for the last 3 months? Left out: no, so you begin gently.
@active false
# Trained for races or matches? Left out: no.
@athlete false
# Your comfortable forward speed in metres a second. Left out: only general speed limits hold.
@comfortable_speed_mps 1.2

[goal]
# knee-pain, balance, weight, cardio, focus, stroke-gait, back-pain, healthy-ageing, athlete or variety. Needed.
@kind "knee-pain"
# Your own words for it, shown back to you. Left out: nothing is missing.
@note "stairs without holding on"
# A number to reach, by a day if you like. Left out: progress is shown without a target.
@target { measure = "nprs", value = 2, by = 2027-01-20 }

[health]
# Names that `retroplan evidence conditions` lists; [] = none. Left out: there is no plan until it is answered.
@conditions ["knee-osteoarthritis"]
# Such as "chest-pain", "dizziness", "syncope", "breathlessness-at-rest"; [] = none. Left out: no plan until answered.
@symptoms []
# Such as "beta-blocker", "insulin", "sedative", "anticoagulant"; [] = none. Left out: no heart-rate target is given.
@medications []
# Pain on an ordinary day, from 0 (none) to 10. Left out: no plan for knee-pain or back-pain until answered.
@usual_pain 4
# With back pain: has it hurt for more than three months? Left out: no, so two bad days in two weeks go to a clinician.
@pain_over_3_months true
# Falls in the last 12 months. Left out: counted as one fall, so you keep something to hold.
@falls_last_12_months 0
# Falls that hurt you. After a fall there is no plan until you say how many did.
@injurious_falls_last_12_months 0
# Week of pregnancy; 0 = not pregnant. Left out, unless you are a man or past the age: you keep something to hold.
@pregnancy_week 0
# Blood pressure at rest, upper and lower value. Left out with high blood pressure: it counts as raised.
@resting_systolic_mmhg 128
@resting_diastolic_mmhg 80
# Heartbeats a minute at rest. Left out: no heart-rate target is given.
@resting_hr_bpm 68
# A clinician's yes, with who gave it and when, as in { given = true, by = "GP", on = 2026-11-01, note = "" }.
# Left out: none is recorded, and what needs one waits for it. It counts for 12 months, until something new is found, a
# fall hurts or there is an operation. covers = ["stroke"] says for what; left out, for all that you list on its day.
# Only with covers it may open more: treadmill = true (hands on the rails), start_minutes = 3 (of the first sessions),
# no_lighter_weeks = true. pain_ceiling = 3 and max_grade_pct = 1 only lower. Left out: as the rules have it.
@clearance { given = false }

[tests]
# The last known values. Left out: the plan keeps to the careful side, and proposes the test.
# Seconds for 3 metres backward, as quick as is safe.
@backward_walk_3m_s 3.6
# Seconds to rise from a chair, walk 3 metres, turn, walk back and sit.
@tug_s 8.5
# Stands from a chair in 30 seconds, arms crossed.
@chair_stands_30s 12
# Seconds standing heel to toe, at most 10 needed.
@tandem_s 10
# Seconds on one leg.
@single_leg_s 20
# Comfortable speed over 10 metres, in metres a second.
@gait_speed_10m_mps 1.2
# Metres walked in 6 minutes.
@six_minute_walk_m 480

[availability]
# Days on which you have time: mon, tue, wed, thu, fri, sat, sun. Left out: Monday, Wednesday and Friday.
@days ["mon", "wed", "fri"]
# Time of day. Left out: sessions have a day but no time.
@time "18:00"
# Your time zone. Left out: that of this machine.
@timezone "Europe/Berlin"

[equipment]
# counter, hallway, corridor, treadmill, track, grass, hill. Left out: a hallway.
@places ["corridor", "treadmill"]
# Your treadmill: rails on both sides, slowest belt and step in km/h, steepest incline in per cent.
# Left out: a treadmill, if there is one, counts as one without rails.
@treadmill { rails = true, min_speed_kmh = 0.8, step_kmh = 0.1, max_grade_pct = 10 }
# Can somebody stand by? Left out: not known, and the first session asks for it.
@helper true

[plan]
# 4 to 12 weeks. Left out: 8.
@weeks 8
# The first day. Left out: the first of your days from today on.
@start 2026-11-23
# 2 to 5. Left out: what suits your goal.
@sessions_per_week 3
# The name of your clinician's own protocol: "dr-lee-knee" is the file protocols/dr-lee-knee.toml beside this one.
# Left out: the protocol that retroplan has for your goal.
@protocol "dr-lee-knee"

[display]
# metric or imperial. Left out: metric.
@units "metric"
"""
