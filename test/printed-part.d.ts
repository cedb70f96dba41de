/** A part of a print of lme4, as people copy it: without the data and without the criterion. */
export declare const partOfPrint = "Linear mixed model fit by REML ['lmerMod']\nFormula: Reaction ~ Days + (1 | Subject)\nRandom effects:\n Groups   Name        Std.Dev.\n Subject  (Intercept) 37.12   \n Residual             30.99   \nNumber of obs: 180, groups:  Subject, 18\nFixed Effects:\n(Intercept)         Days  \n     251.41        10.47  ";
/** What the model of this part has. */
export declare const modelOfPart: RegExp;
