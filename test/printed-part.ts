/** A part of a print of lme4, as people copy it: without the data and without the criterion. */
export const partOfPrint = `Linear mixed model fit by REML ['lmerMod']
Formula: Reaction ~ Days + (1 | Subject)
Random effects:
 Groups   Name        Std.Dev.
 Subject  (Intercept) 37.12   
 Residual             30.99   
Number of obs: 180, groups:  Subject, 18
Fixed Effects:
(Intercept)         Days  
     251.41        10.47  `;

/** What the model of this part has. */
export const modelOfPart = /phi = 30.99\^2[^]*random Subject { beta0 sd 37.12 }\n {2}design { Subject = 18, n = 10 }/;
